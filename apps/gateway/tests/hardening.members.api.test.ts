import { createHash } from 'node:crypto';
import { decodeIdOf } from '@kolony/domain/foundation/ids';
import { roles } from '@kolony/domain/foundation/permissions';
import type { Scope } from '@kolony/domain/foundation/scope';
import { memberScope } from '@kolony/domain/foundation/scope';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createApiSchema } from '../src/modules/modules.ts';
import type { TestBrand } from './harness.ts';
import { codesOf, type MemberWorld, startMemberWorld, type Tokens } from './member-world.ts';
import { statementsOf } from './reading/statements.ts';
import { operationOf, rootFields, samplesOf, streamFields } from './schema-walk.ts';

const appId = 'wx00000000000000ca';
let world: MemberWorld;
let brand: TestBrand;
let member: Tokens;
beforeAll(async () => {
  world = await startMemberWorld();
  brand = await world.brandWithApp(appId);
  member = await world.signedIn(appId, 'o-member');
});
afterAll(() => world.close());
beforeEach(() => world.unthrottle());

const schema = createApiSchema();
/** All that is for members, written down a second time. */
const forMembers =
  'me meLeaderboard meLeaderboardsSet meUpdate meConsentRecord meDeviceRevoke meRewardRedeem meCouponQuote meCouponRedeem meSignOut meClose'.split(
    ' ',
  );
/** What needs no sign-in is anyone's. */
const forAnyone =
  'installation invitationByToken viewer setup signIn invitationAccept passwordReset passwordResetRequest memberSignInByWechat memberCodeRequest memberSignInByPhone memberTokenRefresh'.split(
    ' ',
  );
const refusals = ['UNAUTHENTICATED', 'FORBIDDEN', 'BRAND_REQUIRED', 'OPERATORS_ONLY', 'MEMBERS_ONLY'];

describe('every field of Query and Mutation', () => {
  it.each(rootFields(schema).map((field) => [field.name, field] as const))(
    '%s is for members or for operators, and never for both',
    async (name, field) => {
      const refusal = async (token: string) => {
        const { errors } = await world.gateway.graphql(operationOf(field), samplesOf(field), { token });
        const whole =
          errors?.filter(({ path }) => path?.length === 1).map(({ extensions }) => extensions.code) ?? [];
        return whole.find((code) => refusals.includes(code)) ?? 'let in';
      };
      const isFree = forAnyone.includes(name);
      const someone = await world.signedIn(appId, `o-${name}`);
      expect(await refusal(someone.accessToken)).toBe(
        isFree || forMembers.includes(name) ? 'let in' : 'OPERATORS_ONLY',
      );
      if (!forMembers.includes(name)) return;
      for (const role of roles) {
        const { token } = await world.gateway.operator(brand, role);
        expect([role, await refusal(token)]).toEqual([role, 'MEMBERS_ONLY']);
      }
      expect(await refusal('')).toBe('UNAUTHENTICATED');
    },
  );

  it('of Subscription is refused to members', async () => {
    for (const field of streamFields(schema)) {
      const response = await fetch(`${world.gateway.url}/graphql`, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          accept: 'text/event-stream',
          authorization: `Bearer ${member.accessToken}`,
        },
        body: JSON.stringify({ query: operationOf(field), variables: samplesOf(field) }),
      });
      expect([field.name, await response.text()]).toEqual([
        field.name,
        expect.stringContaining('OPERATORS_ONLY'),
      ]);
    }
  });
});

describe('what a member asks', () => {
  const ask = (query: string, variables = {}) =>
    world.gateway.graphql(query, variables, { token: member.accessToken });

  it('costs the database one statement, in which it is found out who they are as well', async () => {
    const query =
      '{ me { displayName identities { value } consents { purpose } orders { nodes { id lines { quantity } } } devices { name } } }';
    for (let time = 0; time < 3; time++) await ask(query);
    const statements = await statementsOf(world.gateway, () => ask(query));
    expect(statements.filter((text) => text.startsWith('select'))).toEqual([
      expect.stringContaining('kolony.member_caller_by'),
    ]);
    expect(statements.join()).toContain('set local role kolony_member');
  });

  it('is counted to them, and told beside the answer', async () => {
    const { extensions } = await ask('{ me { id } }');
    expect(extensions.cost).toMatchObject({ requested: expect.any(Number), actual: expect.any(Number) });
    const throttled = await startMemberWorld({
      COST_BUCKET: '600',
      COST_MAXIMUM: '600',
      COST_RESTORE_RATE: '1',
    });
    await throttled.brandWithApp(appId);
    const [one, other] = [await throttled.signedIn(appId, 'o-1'), await throttled.signedIn(appId, 'o-2')];
    const costly = ({ accessToken }: Tokens) =>
      throttled.gateway.graphql(
        '{ me { orders(first: 100) { totalCount nodes { id } } } }',
        {},
        { token: accessToken },
      );
    const codes: string[] = [];
    for (let n = 0; n < 40 && codes.length === 0; n++) codes.push(...codesOf(await costly(one)));
    expect(codes).toEqual(['RATE_LIMITED']);
    // The points of one are not another's.
    expect(codesOf(await costly(other))).toEqual([]);
    await throttled.close();
  });

  it('may be any document, also by GET and by its hash, while browsers’ sessions send the console’s', async () => {
    const strict = await startMemberWorld({ KOLONY_TRUSTED_DOCUMENTS: 'on' });
    await strict.brandWithApp(appId);
    const { accessToken } = await strict.signedIn(appId, 'o-documents');
    const query = '{ me { displayName } }';
    const sha256Hash = createHash('sha256').update(query).digest('hex');
    const extensions = JSON.stringify({ persistedQuery: { version: 1, sha256Hash } });
    const get = async (parameters: Record<string, string>) => {
      const response = await fetch(`${strict.gateway.url}/graphql?${new URLSearchParams(parameters)}`, {
        headers: { authorization: `Bearer ${accessToken}`, 'apollo-require-preflight': '1' },
      });
      expect(response.headers.get('cache-control')).not.toContain('public');
      return await response.json();
    };
    expect(JSON.stringify(await get({ extensions }))).toContain('PERSISTED_QUERY_NOT_FOUND');
    expect(await get({ query, extensions })).toMatchObject({ data: { me: { displayName: null } } });
    expect(await get({ extensions })).toMatchObject({ data: { me: { displayName: null } } });
    await strict.close();
  });

  it('does not tell the schema, which is for operators', async () => {
    expect(codesOf(await ask('{ __schema { queryType { name } } }'))).toEqual(['INTROSPECTION_CLOSED']);
    const suggested = await ask('{ mee { id } }');
    expect(suggested.errors?.[0]?.message).not.toContain('Did you mean');
    const file = await fetch(`${world.gateway.url}/schema.graphql`, {
      headers: { authorization: `Bearer ${member.accessToken}` },
    });
    expect(file.status).toBe(403);
  });

  it('brings no files in or out', async () => {
    const headers = { authorization: `Bearer ${member.accessToken}`, 'content-type': 'text/csv' };
    const sent = await fetch(`${world.gateway.url}/imports?kind=members&name=a.csv`, {
      method: 'POST',
      headers,
      body: 'phone\n13800138000\n',
    });
    expect(await sent.text()).toContain('OPERATORS_ONLY');
    const taken = await fetch(`${world.gateway.url}/files/${brand.id}/file_01h455vb4pex5vsknk084sn02q`, {
      headers,
    });
    expect(await taken.text()).toContain('OPERATORS_ONLY');
  });
});

it('a query that was smuggled into a member’s reading sees their own rows alone', async () => {
  const other = await world.signedIn(appId, 'o-victim');
  const idOf = async ({ accessToken }: Tokens): Promise<string> =>
    (await world.gateway.graphql('{ me { id } }', {}, { token: accessToken })).data.me.id;
  const [mine, theirs] = [await idOf(member), await idOf(other)];
  const uuid = decodeIdOf('Member', mine) ?? '';
  const scope: Scope = memberScope(uuid, brand.uuid);
  const seen = await world.gateway.database.read(scope, async ({ query }) => [
    ...(await query<{ id: string }>('select id from member')),
    ...(await query<{ id: string }>('select member_id as id from member_identity')),
    ...(await query<{ id: string }>('select member_id as id from member_device')),
  ]);
  expect(new Set(seen.map(({ id }) => id))).toEqual(new Set([uuid]));
  expect(mine).not.toBe(theirs);
  await expect(
    world.gateway.database.read(scope, ({ query }) => query('select * from member_note')),
  ).rejects.toThrow(/permission denied/);
});
