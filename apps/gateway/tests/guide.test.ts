import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Database } from '@kolony/domain/foundation/database';
import { loadKeyring } from '@kolony/domain/foundation/keyring';
import { operatorScope } from '@kolony/domain/foundation/scope';
import { asAdmin } from '@kolony/testkit/server';
import { type GraphQLSchema, graphql } from 'graphql';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { Reader } from '../src/reading/reader.ts';
import { createSchema, type Modules } from '../src/server/schema.ts';
import { startGateway, type TestGateway } from './harness.ts';

/** What the guide leaves to be written like its neighbours: imports, the input, the payload. */
const around = `
import { newId } from '@kolony/domain/foundation/ids';
import { done, type Outcome, refused } from '@kolony/domain/foundation/errors';
import { checkText } from '@kolony/domain/foundation/text';
import type { Transaction } from '@kolony/domain/foundation/database';
import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Args, Ctx, Field, Info, InputType, Mutation, ObjectType, Query, Resolver } from 'type-graphql';
import { countOf } from '../../src/reading/aggregates.ts';
import { Allow, Column, ReadOne, Stored, Timestamp } from '../../src/reading/decorators.ts';
import { defineList } from '../../src/reading/list.ts';
import { type Context, write } from '../../src/server/context.ts';
import { UserErrorType } from '../../src/server/user-error.ts';
@InputType({ description: 'A store.' })
class StoreCreateInput {
  @Field(() => String, { description: 'Its name.' }) name!: string;
  @Field(() => String, { description: 'Its city.' }) city!: string;
}
type CreateStore = StoreCreateInput;
`;
const payload = `
@ObjectType({ description: 'The store.' })
class StorePayload {
  @ReadOne(() => Store, 'The store.') store?: string | null;
  @Field(() => [UserErrorType], { description: 'What to mend.' }) userErrors!: UserErrorType[];
}
`;

let gateway: TestGateway;
let database: Database;
let schema: GraphQLSchema;
let folder: string;

/** The code of the guide: of one of its steps, by what stands in it. */
async function codeOf(...marks: string[]): Promise<string[]> {
  const guide = await readFile(join(import.meta.dirname, '../../../CONTRIBUTING.md'), 'utf8');
  const blocks = [...guide.matchAll(/```(?:ts|sql)\n(.*?)```/gs)].map(([, code = '']) => code);
  return marks.map((mark) => {
    const block = blocks.find((code) => code.includes(mark));
    if (!block) throw new Error(`the guide has no block with ${mark}`);
    return block;
  });
}

beforeAll(async () => {
  gateway = await startGateway();
  const [table = '', service, type, resolver] = await codeOf(
    'create table store',
    'function createStore',
    'class Store {',
    'class StoreResolver',
  );
  await asAdmin(gateway.adminUrl, (admin) =>
    admin.query(`set role kolony; set search_path = public; ${table}`),
  );
  folder = await mkdtemp(join(import.meta.dirname, 'guide-'));
  const file = join(folder, 'store.ts');
  await writeFile(file, [around, service, type, payload, resolver].join('\n'));
  const { StoreResolver } = (await import(/* @vite-ignore */ file)) as {
    StoreResolver: Modules['resolvers'][0];
  };
  schema = createSchema({ resolvers: [StoreResolver], nouns: [] });
  database = await Database.open({ url: gateway.databaseUrl });
  database.useKeyring(await loadKeyring(database, 'a secret of more than thirty-two characters'));
});
afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
  await database.close();
  await gateway.close();
});

it('has the noun of the guide work as it stands there', async () => {
  const as = async (brand: { uuid: string; id: string }, source: string) => {
    const operator = await gateway.operator(brand, 'owner');
    const scope = operatorScope(operator.uuid, { brandId: brand.uuid, role: 'owner' });
    const contextValue = { scope, database, reader: new Reader(database, scope) };
    const answer = await graphql({ schema, source, contextValue });
    expect(answer.errors?.map(({ originalError, message }) => originalError ?? message)).toBeUndefined();
    return JSON.parse(JSON.stringify(answer));
  };
  const brand = await gateway.brand();
  const add = (name: string) =>
    as(
      brand,
      `mutation { storeCreate(input: { name: "${name}", city: "上海" }) { store { name city createdAt } userErrors { code } } }`,
    );
  expect((await add('静安')).data.storeCreate).toMatchObject({
    store: { name: '静安', city: '上海' },
    userErrors: [],
  });
  expect((await add(' ')).data.storeCreate).toMatchObject({
    store: null,
    userErrors: [{ code: 'REQUIRED' }],
  });
  await add('徐汇');
  const list =
    '{ stores(first: 1) { totalCount aggregates { cityCount } nodes { name } pageInfo { hasNextPage } } }';
  expect((await as(brand, list)).data.stores).toEqual({
    totalCount: 2,
    aggregates: { cityCount: 1 },
    nodes: [{ name: '徐汇' }],
    pageInfo: { hasNextPage: true },
  });
  expect((await as(await gateway.brand(), list)).data.stores.totalCount).toBe(0);
});
