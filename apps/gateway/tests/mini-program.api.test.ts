import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type MemberWorld, startMemberWorld, type Tokens } from './member-world.ts';

const documents = join(import.meta.dirname, '../../mini-program/src/api/member.graphql.ts');
const queries = [...readFileSync(documents, 'utf8').matchAll(/graphql\(`([^`]*)`\)/g)]
  .map(([, text = '']) => text)
  .filter((text) => parse(text).definitions.some((one) => 'operation' in one && one.operation === 'query'));

const appId = 'wx00000000000000ee';
let world: MemberWorld;
let member: Tokens;
beforeAll(async () => {
  world = await startMemberWorld();
  await world.brandWithApp(appId);
  member = await world.signedIn(appId, 'o-newcomer');
});
afterAll(() => world.close());

describe('what the mini program asks', () => {
  it.each(queries.map((query) => [/query (\w+)/.exec(query)?.[1], query]))('%s', async (_, query = '') => {
    const variables = { after: null, status: 'USABLE' };
    const asked = Object.fromEntries(
      Object.entries(variables).filter(([name]) => query.includes(`$${name}`)),
    );
    const { data, errors } = await world.gateway.graphql(query, asked, { token: member.accessToken });
    expect(errors).toBeUndefined();
    expect(data.me).not.toBeNull();
  });
});
