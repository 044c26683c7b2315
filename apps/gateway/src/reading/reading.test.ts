import { Database } from '@kolony/domain/foundation/database';
import { done } from '@kolony/domain/foundation/errors';
import { decodeId, encodeId, newId } from '@kolony/domain/foundation/ids';
import { loadKeyring } from '@kolony/domain/foundation/keyring';
import { brandScope, operatorScope, type Scope, systemScope } from '@kolony/domain/foundation/scope';
import { type TestDatabase, testDatabase } from '@kolony/testkit/database';
import { type GraphQLResolveInfo, type GraphQLSchema, graphql } from 'graphql';
import { Args, Ctx, Field, Info, InputType, Int, Query, Resolver } from 'type-graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { NodeResolver } from '../modules/node/node.resolver.ts';
import type { Context } from '../server/context.ts';
import { createSchema } from '../server/schema.ts';
import {
  Allow,
  Amount,
  AtMost,
  Column,
  Connected,
  Many,
  One,
  Sealed,
  Stored,
  Timestamp,
} from './decorators.ts';
import { defineList } from './list.ts';
import { Reader } from './reader.ts';

@Stored({ name: 'Order', table: 'order', allow: 'ORDER_READ', description: 'An order.' })
class Order {
  @Column('order_no', () => String, 'Number.') orderNo!: string;
  @Amount('total_minor', 'Total.', { currency: 'currency' }) total!: object;
  @One(
    () => Member,
    (row, other) => `${other}.brand_id = ${row}.brand_id and ${other}.id = ${row}.member_id`,
    'Member.',
  )
  member!: object;
}
@Stored({ name: 'Tag', table: 'tag', allow: 'MEMBER_READ', description: 'A tag.' })
class Tag {
  @Column('name', () => String, 'Name.') name!: string;
}
@InputType({ description: 'Filter.' })
class MemberFilter {
  @Field(() => [MemberFilter], { nullable: true, description: 'All.' }) and?: MemberFilter[];
  @Field(() => [MemberFilter], { nullable: true, description: 'Any.' }) or?: MemberFilter[];
  @Field(() => MemberFilter, { nullable: true, description: 'Not.' }) not?: MemberFilter;
  @Field(() => String, { nullable: true, description: 'City.' }) city?: string;
}
@Stored({ name: 'Member', table: 'member', allow: 'MEMBER_READ', description: 'A member.' })
class Member {
  @Column('display_name', () => String, 'Name.', { nullable: true }) displayName!: string;
  @Column('order_count', () => Int, 'Orders.') orderCount!: number;
  @Amount('spent_minor', 'Spent.') spent!: object;
  @Timestamp('joined_at', 'Joined.') joinedAt!: Date;
  @Sealed('member.real_name_sealed', (plain) => `${plain[0]}**`, 'Real name.') realName!: string;
  @Connected(
    () => orderList,
    (row, other) => `${other}.brand_id = ${row}.brand_id and ${other}.member_id = ${row}.id`,
    'Orders.',
    'ORDER_READ',
  )
  orders!: object;
  @Many(
    () => Tag,
    (row, other) =>
      `exists (select from member_tag mt where mt.brand_id = ${row}.brand_id and mt.member_id = ${row}.id and mt.tag_id = ${other}.id)`,
    (other) => `${other}.name`,
    'Tags.',
  )
  tags!: object[];
}
const memberList = defineList({
  name: 'Member',
  type: () => Member,
  where: (row) => `${row}.merged_into is null`,
  orders: {
    JOINED_AT_DESC: [{ sql: 'joined_at', type: 'timestamptz', descending: true }],
    COUNT_THEN_JOINED: [
      { sql: (row) => `${row}.order_count::bigint`, type: 'bigint', descending: true },
      { sql: 'joined_at', type: 'timestamptz', descending: false },
    ],
    BY_CITY: [{ sql: 'city', type: 'text', descending: false }],
  },
  orderDescriptions: {
    JOINED_AT_DESC: 'Newest first.',
    COUNT_THEN_JOINED: 'Mixed directions.',
    BY_CITY: 'By city.',
  },
  filterInput: () => MemberFilter,
  filter: ({ city }, { row, param }) => (city == null ? [] : [`${row}.city = ${param(city)}`]),
});
const orderList = defineList({
  name: 'Order',
  type: () => Order,
  orders: { NEWEST: [{ sql: 'placed_at', type: 'timestamptz', descending: true }] },
});
@Resolver()
class MemberResolver {
  @Query(() => memberList.connection as never, { description: 'Members.' })
  @Allow('MEMBER_READ')
  members(
    @Ctx() { reader }: Context,
    @Info() info: GraphQLResolveInfo,
    @Args(() => memberList.args as never) _: object,
  ) {
    return reader.page(memberList, info);
  }

  @Query(() => [Member], { description: 'The first.' })
  @Allow('MEMBER_READ')
  @AtMost(3)
  firstMembers(@Ctx() { reader }: Context, @Info() info: GraphQLResolveInfo) {
    return reader.all(
      Member,
      info,
      ({ row }) => `${row}.merged_into is null`,
      (row) => `${row}.display_name`,
    );
  }
}

let testing: TestDatabase;
let database: Database;
let schema: GraphQLSchema;
const brandA = newId();
const brandB = newId();
const operatorId = newId();
const ids: string[] = [];

function as(scope: Scope) {
  return async (source: string, variableValues?: Record<string, unknown>) => {
    const contextValue = { scope, reader: new Reader(database, scope) };
    return JSON.parse(JSON.stringify(await graphql({ schema, source, contextValue, variableValues })));
  };
}
const owner = operatorScope(operatorId, { brandId: brandA, role: 'owner' });

beforeAll(async () => {
  testing = await testDatabase();
  database = await Database.open({ url: testing.url });
  database.useKeyring(await loadKeyring(database, 'a secret of more than thirty-two characters'));
  schema = createSchema({ resolvers: [NodeResolver, MemberResolver], nouns: [] });
  await database.write(systemScope(), async (tx) => {
    await tx.query(`insert into operator (id, email, name) values ($1, 'a@example.com', 'A')`, [operatorId]);
    await tx.query(`insert into brand (id, name) values ($1, 'A'), ($2, 'B')`, [brandA, brandB]);
    return done(null);
  });
  for (const brandId of [brandA, brandB]) {
    await database.write(brandScope(brandId), async (tx) => {
      for (let n = 0; n < 7; n++) {
        const id = newId();
        if (brandId === brandA) ids.push(id);
        await tx.query(
          `insert into member (brand_id, id, display_name, city, joined_at, real_name_sealed) values ($1, $2, $3, $4, $5, $6)`,
          [
            brandId,
            id,
            `成员${n}`,
            n % 2 ? '上海' : '北京',
            `2026-01-0${n < 5 ? n + 1 : 5}`,
            tx.keyring.seal('王小明', 'member.real_name_sealed', tx.brandId),
          ],
        );
        for (let o = 0; o < n % 3; o++) {
          await tx.query(
            `insert into "order" (brand_id, id, member_id, order_no, status, currency, total_minor, placed_at) values ($1, $2, $3, $4, 'paid', 'CNY', 1250, now())`,
            [brandId, newId(), id, `N${n}-${o}`],
          );
        }
      }
      return done(null);
    });
  }
});
afterAll(async () => {
  await database.close();
  await testing.drop();
});

describe('reading', () => {
  it('answers a nested selection with aliases and fragments', async () => {
    const answer = await as(owner)(`{
      page: members(first: 2) { totalCount pageInfo { hasNextPage hasPreviousPage } nodes { ...M } edges { cursor node { id again: displayName } } }
    }
    fragment M on Member { __typename id name: displayName spent { amount currency } tags { name } recent: orders(first: 1) { totalCount nodes { orderNo total { amount } member { displayName } } } }`);
    expect(answer.errors).toBeUndefined();
    expect(answer.data.page.totalCount).toBe(7);
    expect(answer.data.page.pageInfo).toEqual({ hasNextPage: true, hasPreviousPage: false });
    const [first] = answer.data.page.nodes;
    expect(first.__typename).toBe('Member');
    expect(decodeId(first.id)?.noun).toBe('Member');
    expect(first.spent.currency).toBe('CNY');
    expect(answer.data.page.edges[0].node.again).toBe(first.name);
  });

  it.each(['JOINED_AT_DESC', 'COUNT_THEN_JOINED', 'BY_CITY, COUNT_THEN_JOINED', 'BY_CITY, JOINED_AT_DESC'])(
    'pages through all rows once, both ways: %s',
    async (order) => {
      const query = (args: string) =>
        `{ members(${args}, orderBy: [${order}]) { nodes { id } pageInfo { endCursor startCursor hasNextPage hasPreviousPage } } }`;
      const forward: string[] = [];
      let after = '';
      for (let more = true; more; ) {
        const { data, errors } = await as(owner)(query(`first: 2${after}`));
        expect(errors).toBeUndefined();
        forward.push(...data.members.nodes.map(({ id }: { id: string }) => id));
        more = data.members.pageInfo.hasNextPage;
        after = `, after: "${data.members.pageInfo.endCursor}"`;
      }
      const backward: string[] = [];
      let before = '';
      for (let more = true; more; ) {
        const { data, errors } = await as(owner)(query(`last: 3${before}`));
        expect(errors).toBeUndefined();
        backward.unshift(...data.members.nodes.map(({ id }: { id: string }) => id));
        more = data.members.pageInfo.hasPreviousPage;
        before = `, before: "${data.members.pageInfo.startCursor}"`;
      }
      expect(forward).toHaveLength(7);
      expect(new Set(forward)).toEqual(new Set(ids.map((id) => encodeId('Member', id))));
      expect(backward).toEqual(forward);
    },
  );

  it('says that more follow where the page ends at a cursor', async () => {
    const { edges } = (await as(owner)('{ members { edges { cursor } } }')).data.members;
    const flags = async (args: string) =>
      Object.values(
        (await as(owner)(`{ members(${args}) { pageInfo { hasPreviousPage hasNextPage } } }`)).data.members
          .pageInfo,
      );
    expect(await flags(`first: 5, before: "${edges[3].cursor}"`)).toEqual([false, true]);
    expect(await flags(`last: 5, after: "${edges[3].cursor}"`)).toEqual([true, false]);
    expect(await flags(`first: 1, after: "${edges[0].cursor}", before: "${edges[2].cursor}"`)).toEqual([
      true,
      true,
    ]);
    expect(await flags('first: 7')).toEqual([false, false]);
  });

  it('answers under whatever keys it is asked for', async () => {
    const { data, errors } = await as(owner)(
      '{ members(first: 1) { nodes { __proto__: displayName constructor: orderCount toString: id } } }',
    );
    expect(errors).toBeUndefined();
    expect(Object.keys(data.members.nodes[0])).toEqual(['__proto__', 'constructor', 'toString']);
  });

  it('sorts by the second order where the first leaves a tie', async () => {
    const { data } = await as(owner)(
      '{ members(orderBy: [BY_CITY, COUNT_THEN_JOINED]) { nodes { displayName } } }',
    );
    // By code points 上海 comes before 北京; then who has 2 orders, 1, none.
    const names = data.members.nodes.map(({ displayName }: { displayName: string }) => displayName);
    expect(names).toEqual(['成员5', '成员1', '成员3', '成员2', '成员4', '成员0', '成员6']);
    const { errors } = await as(owner)(
      '{ members(orderBy: [BY_CITY, BY_CITY, BY_CITY, BY_CITY]) { nodes { id } } }',
    );
    expect(errors?.[0].extensions.code).toBe('BAD_USER_INPUT');
  });

  it('filters with and, or and not', async () => {
    const count = async (filter: string) =>
      (await as(owner)(`{ members(filter: ${filter}) { totalCount } }`)).data.members.totalCount;
    expect(await count('{ city: "上海" }')).toBe(3);
    expect(await count('{ not: { city: "上海" } }')).toBe(4);
    expect(await count('{ or: [{ city: "上海" }, { city: "北京" }] }')).toBe(7);
    expect(await count('{ and: [{ city: "上海" }, { city: "北京" }] }')).toBe(0);
  });

  it('cuts a list without pages where it says that it ends', async () => {
    const { data } = await as(owner)('{ firstMembers { displayName tags { name } } }');
    expect(data.firstMembers.map(({ displayName }: { displayName: string }) => displayName)).toEqual([
      '成员0',
      '成员1',
      '成员2',
    ]);
  });

  it('refuses sizes and cursors that nobody can have meant', async () => {
    for (const args of [
      'first: 0',
      'first: 101',
      'first: 1, last: 1',
      'after: "x"',
      'first: 1, after: "WyJKT0lORURfQVRfREVTQyIsIngiLCJ5Il0"',
    ]) {
      const { errors } = await as(owner)(`{ members(${args}) { nodes { id } } }`);
      expect(errors?.[0].extensions.code, args).toBe('BAD_USER_INPUT');
    }
  });

  it('masks personal data unless it may be revealed and is asked for, and records each reading', async () => {
    const masked = await as(owner)('{ members(first: 1) { nodes { realName } } }');
    expect(masked.data.members.nodes[0].realName).toBe('王**');
    const revealed = await as(owner)('{ members(first: 2) { nodes { id realName(reveal: true) } } }');
    expect(revealed.data.members.nodes[0].realName).toBe('王小明');
    const events = await database.read(owner, (tx) =>
      tx.query<{ action: string; ids: string[] }>(
        'select action, subject_ids::text[] as ids from audit_event',
      ),
    );
    expect(events).toHaveLength(1);
    expect(events[0]?.action).toBe('member.reveal');
    expect(events[0]?.ids).toHaveLength(2);
    const analyst = await as({ ...operatorScope(operatorId, { brandId: brandA, role: 'analyst' }) })(
      '{ members(first: 1) { nodes { id realName(reveal: true) } } }',
    );
    expect(analyst.data.members.nodes[0].realName).toBeNull();
    expect(analyst.errors).toHaveLength(1);
  });

  it('tells of one sealed value that can’t be opened, and reads the rest of the list', async () => {
    const [damaged] = ids;
    const flip = () =>
      database.write(owner, async (tx) => {
        await tx.query(
          `update member set real_name_sealed = set_byte(real_name_sealed, octet_length(real_name_sealed) - 1,
            get_byte(real_name_sealed, octet_length(real_name_sealed) - 1) # 1) where id = $1`,
          [damaged],
        );
        return done(null);
      });
    await flip();
    const scope = owner;
    const { data, errors } = await graphql({
      schema,
      source: '{ members { nodes { id displayName realName } } }',
      contextValue: { scope, reader: new Reader(database, scope) },
    });
    await flip();
    const nodes: { id: string; realName: string | null }[] = JSON.parse(JSON.stringify(data)).members.nodes;
    expect(nodes).toHaveLength(7);
    expect(nodes.filter(({ realName }) => realName === null).map(({ id }) => decodeId(id)?.uuid)).toEqual([
      damaged,
    ]);
    expect(errors).toHaveLength(1);
    const [error] = (errors ?? []).map(({ originalError }) => originalError);
    expect(error).toMatchObject({
      code: 'RECORD_UNREADABLE',
      cause: {
        message: 'Member.realName cannot be read',
        cause: { cause: { message: `what is sealed in Member ${damaged} cannot be opened` } },
      },
    });
  });

  it('finds nodes of this brand only', async () => {
    const [mine] = ids;
    const { data: other } = await as(operatorScope(operatorId, { brandId: brandB, role: 'owner' }))(
      '{ members(first: 1) { nodes { id } } }',
    );
    const foreign = other.members.nodes[0].id;
    const { data, errors } = await as(owner)(
      `query($ids: [ID!]!) { nodes(ids: $ids) { __typename id ... on Member { displayName } } }`,
      { ids: [encodeId('Member', mine ?? ''), foreign, encodeId('Member', newId()), 'nonsense'] },
    );
    expect(errors).toBeUndefined();
    expect(data.nodes[0].displayName).toBe('成员0');
    expect(data.nodes.slice(1)).toEqual([null, null, null]);
  });
});
