import type { Database } from '@kolony/domain/foundation/database';
import { encodeId, type Noun } from '@kolony/domain/foundation/ids';
import { operatorScope, type Scope } from '@kolony/domain/foundation/scope';
import { type GraphQLSchema, isObjectType } from 'graphql';
import type { List } from '../../src/reading/list.ts';
import {
  columnSql,
  isNoun,
  type ListSource,
  storedClassNamed,
  storedType,
} from '../../src/reading/sources.ts';
import type { World } from './world.ts';

/** What arguments are taken from: values that mean something in the world, and some that mean nothing. */
export interface Pools {
  /** Public ids by noun, of both brands. */
  ids: Map<string, string[]>;
  /** Texts by the name of the argument or the field of an input. */
  texts: Record<string, string[]>;
  /** Cursors of a list in an order, by the name of its connection. */
  cursors(connection: string, orders: readonly string[]): string[];
}

interface Listed {
  list: ListSource;
  /** Of each row: the texts of the terms of each order, and its id. */
  rows: { places: Record<string, string[]>; id: string }[];
}

export const texts: Record<string, string[]> = {
  search: [
    '成员',
    '明',
    'Ann',
    'ann7',
    '13812345670',
    'someone1@example.com',
    'M3',
    'NO-4',
    'nobody',
    ' ',
    '小明1',
  ],
  province: ['上海', '浙江', '北京'],
  city: ['上海', '杭州', '宁波'],
  channel: ['', '天猫', 'shop'],
  orderNo: ['NO-1', 'NO-4', 'NO-99'],
  page: ['members', 'orders', 'nowhere'],
  action: ['order.record', 'member.resolve', 'member.merge', 'member.create'],
  subjectType: ['Member', 'Order', 'Tag'],
  name: ['member.export', 'mail.send', 'nothing'],
};

export async function poolsOf(
  schema: GraphQLSchema,
  world: World,
  { admin, database }: { admin: Database; database: Database },
): Promise<Pools> {
  const ids = new Map<string, string[]>();
  for (const type of Object.values(schema.getTypeMap())) {
    const stored = storedClassNamed(type.name);
    if (!stored || !isNoun(type.name)) continue;
    const { table } = storedType(stored);
    const { rows } = await admin.pool.query<{ id: string }>(
      `select id from "${table}" order by md5(id::text) limit 40`,
    );
    ids.set(
      type.name,
      rows.map(({ id }) => encodeId(type.name as Noun, id)),
    );
  }
  const listed = new Map<string, Listed>();
  for (const [connection, list] of await listsOf(schema, world)) {
    const rows: Listed['rows'] = [];
    for (const brand of world.brands)
      rows.push(...(await placed(database, operatorIn(world, brand.uuid), list)));
    listed.set(connection, { list, rows });
  }
  return {
    ids,
    texts,
    cursors: (connection, orders) => {
      const { list, rows } = listed.get(connection) ?? { rows: [] };
      const names = orders.length > 0 ? orders : Object.keys(list?.orders ?? {}).slice(0, 1);
      return rows.map(({ places, id }) => {
        const values = [names.join(), ...names.flatMap((name) => places[name] ?? []), id];
        return Buffer.from(JSON.stringify(values)).toString('base64url');
      });
    },
  };
}

function operatorIn(world: World, brandId: string): Scope {
  return operatorScope(world.operators.get('owner')?.uuid ?? '', { brandId, role: 'owner' });
}

/** Every list of the schema, by the name of its connection: of fields of stored types, and of Query. */
async function listsOf(schema: GraphQLSchema, world: World): Promise<Map<string, ListSource>> {
  const lists = new Map<string, ListSource>();
  for (const type of Object.values(schema.getTypeMap())) {
    const stored = storedClassNamed(type.name);
    if (!isObjectType(type) || !stored) continue;
    for (const source of storedType(stored).fields.values())
      if (source.kind === 'connection') note(lists, source.list());
  }
  const context = {
    scope: operatorIn(world, world.brands[0].uuid),
    reader: { page: (list: ListSource) => list },
  };
  for (const field of Object.values(schema.getQueryType()?.getFields() ?? {})) {
    if (!String(field.type).endsWith('Connection')) continue;
    note(lists, (await field.resolve?.({}, {}, context, {} as never)) as ListSource);
  }
  return lists;
}

function note(lists: Map<string, ListSource>, list: ListSource | List): void {
  lists.set(`${storedType(list.type()).name}Connection`, list);
}

async function placed(database: Database, scope: Scope, list: ListSource): Promise<Listed['rows']> {
  // What is a member's own has no place in what operators ask.
  if (storedType(list.type()).allow === 'MEMBER_SELF') return [];
  const row = 'r';
  const orders = Object.entries(list.orders);
  const terms = orders.flatMap(([, each]) => each.map(({ sql }) => `(${columnSql(sql, row)})::text`));
  const rows = await database.read(scope, ({ query }) =>
    query<{ places: string[]; id: string }>(
      `select array[${terms}] as places, (${columnSql(list.key, row)})::text as id from "${storedType(list.type()).table}" ${row} limit 60`,
    ),
  );
  return rows.map(({ places, id }) => {
    let at = 0;
    const of = orders.map(([name, each]) => {
      at += each.length;
      return [name, places.slice(at - each.length, at)] as const;
    });
    return { places: Object.fromEntries(of), id };
  });
}
