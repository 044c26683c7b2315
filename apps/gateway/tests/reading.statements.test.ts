import { done } from '@kolony/domain/foundation/errors';
import { newId } from '@kolony/domain/foundation/ids';
import { brandScope } from '@kolony/domain/foundation/scope';
import {
  type GraphQLField,
  type GraphQLInputType,
  type GraphQLObjectType,
  getNamedType,
  isEnumType,
  isInterfaceType,
  isNonNullType,
  isObjectType,
  isUnionType,
} from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createApiSchema } from '../src/modules/modules.ts';
import { storedClassNamed } from '../src/reading/sources.ts';
import { documentBounds } from '../src/server/limits/shape.ts';
import { startGateway, type TestGateway, type TestMember } from './harness.ts';
import { readsRows } from './reading/operations.ts';
import { texts } from './reading/pools.ts';
import { statementsOf } from './reading/statements.ts';
import { makeWorld, type World } from './reading/world.ts';

const schema = createApiSchema();
// What is a member's own is asked as one, by `me.api.test.ts`.
const roots = Object.values(schema.getQueryType()?.getFields() ?? {}).filter(
  (field) => readsRows(field) && field.name !== 'me',
);

let gateway: TestGateway;
let world: World;
let member: TestMember;
const ids = new Map<string, string>();

beforeAll(async () => {
  gateway = await startGateway({ COST_MAXIMUM: '1000000000' });
  world = await makeWorld(gateway);
  member = await gateway.member(world.brands[0]);
  const lists =
    '{ member: members { nodes { id } } order: orders { nodes { id } } job: jobs { nodes { id } } import: imports { nodes { id } } pointsEntry: pointsEntries { nodes { id } } reward: rewards { nodes { id } } couponTemplate: couponTemplates { nodes { id } } badge: badges { id } tierLadderPreview: jobs(filter: { name: ["tier.preview"] }) { nodes { id: subjectId } } }';
  const { data } = await ask(lists);
  for (const [noun, list] of Object.entries<{ nodes: { id: string }[] } | { id: string }[]>(data))
    ids.set(noun, (Array.isArray(list) ? list : list.nodes)[0]?.id ?? '');
});
afterAll(() => gateway.close());

function ask(query: string) {
  const token = query.startsWith('{ me ') ? member.token : world.operators.get('owner')?.token;
  return gateway.graphql(query, {}, { token, brand: world.brands[0].id });
}

type Field = GraphQLField<unknown, unknown>;

/** Of rows of a type one field; and so on below it. */
interface Only {
  type: string;
  field: string;
  then?: Only;
}

/** Everything that a type has, as deep as that; connections with all of their parts; or `only` a part of it. */
function everything(type: unknown, depth: number, only?: Only): string {
  if (isUnionType(type) || isInterfaceType(type)) {
    // Fields of several types may not meet under one name.
    const [one] = schema.getPossibleTypes(type).filter(({ name }) => name === 'Member' || name === 'Order');
    return `{ __typename ... on ${one?.name} ${everything(one, depth)} }`;
  }
  if (!isObjectType(type)) return '';
  const isOnly = only?.type === type.name;
  const fields = fieldsOf(type).filter(
    (one) => (depth > 0 || isShallow(one)) && (!isOnly || one.name === only.field),
  );
  const selected = fields.map((one) => {
    const inner = everything(
      getNamedType(one.type),
      isPart(type, one) ? depth : depth - 1,
      isOnly ? only.then : only,
    );
    return `${one.name}${one.args.some(({ name }) => name === 'first') ? '(first: 2)' : ''} ${inner}`;
  });
  return `{ __typename ${selected.join(' ')} }`;
}

function fieldsOf(type: GraphQLObjectType): Field[] {
  return Object.values(type.getFields()).filter(
    ({ args }) => !args.some((arg) => isNonNullType(arg.type) && arg.defaultValue === undefined),
  );
}

function isPart(type: GraphQLObjectType, field: Field): boolean {
  return /(Connection|Edge)$/.test(type.name) || getNamedType(field.type).name.endsWith('Connection');
}

function isShallow({ type }: Field): boolean {
  const named = getNamedType(type);
  return (
    !isObjectType(named) ||
    (storedClassNamed(named.name) === undefined && !/(Connection|Edge)$/.test(named.name))
  );
}

/**
 * One document with everything, or, where that is longer than a document may be, one for each field of its rows, and where
 * that is, of theirs.
 */
function operationsOf(
  field: Field,
  depth: number,
  within = field,
  chain: Omit<Only, 'then'>[] = [],
): string[] {
  const only = chain.reduceRight<Only | undefined>(
    (then, one) => ({ ...one, ...(then ? { then } : {}) }),
    undefined,
  );
  const whole = operationOf(field, depth, only);
  if ((whole.match(/\w+|[^\s\w]/g)?.length ?? 0) < documentBounds.tokens) return [whole];
  const named = getNamedType(within.type);
  const row = isObjectType(named) ? getNamedType(named.getFields().nodes?.type ?? named) : named;
  if (!isObjectType(row)) return [];
  return fieldsOf(row).flatMap((one) =>
    operationsOf(field, depth, one, [...chain, { type: row.name, field: one.name }]),
  );
}

function operationOf({ name, args, type }: Field, depth: number, only?: Only): string {
  const value = (arg: string, type: GraphQLInputType) => {
    const named = getNamedType(type);
    if (isEnumType(named)) return named.getValues()[0]?.name;
    if (arg === 'ids') return `["${[...ids.values()].join('", "')}"]`;
    return JSON.stringify(arg === 'id' ? (ids.get(name) ?? ids.get('member')) : texts[arg]?.[0]);
  };
  const needed = args
    .filter((arg) => isNonNullType(arg.type))
    .map((arg) => `${arg.name}: ${value(arg.name, arg.type)}`);
  const given = needed.length > 0 ? `(${needed.join(', ')})` : '';
  return `${name}${given} ${everything(getNamedType(type), depth, only)}`;
}

/** What is sent around the statement of one field: who calls, the transaction, its scope. */
let frame: number;
const count = async (operation: string) =>
  (
    await statementsOf(gateway, async () => {
      // Some rows have a value that can't be opened: an error of that field.
      const { data, errors } = await ask(operation);
      if (!data) throw new Error(JSON.stringify(errors));
      expect(Object.values(data)).not.toContain(null);
    })
  ).length;

describe('every field of Query that reads', () => {
  beforeAll(async () => {
    await count('{ brand { id } }');
    frame = await count('{ brand { id } }');
  });

  it('is there', () => {
    expect(roots.length).toBeGreaterThan(15);
  });

  it.each(roots.map((field) => [field.name, field] as const))(
    '%s is one statement, however deep',
    async (_, field) => {
      for (const depth of [0, 1, field.name.startsWith('node') ? 1 : 2])
        for (const operation of operationsOf(field, depth))
          expect(await count(`{ ${operation} }`), `depth ${depth}`).toBe(frame);
    },
  );

  it('is one statement each beside others', async () => {
    const some = roots.slice(0, 3).map((field) => operationOf(field, 0));
    // Who calls is asked with each, or once.
    const statements = await statementsOf(gateway, () => ask(`{ ${some.join(' ')} }`));
    expect(statements.length).toBeLessThanOrEqual(3 * frame);
    expect(statements.filter((text) => text.includes('json_build_array'))).toHaveLength(3);
  });

  it('is one statement with a hundred times the rows', async () => {
    const [brand] = world.brands;
    await gateway.database.write(brandScope(brand.uuid), async (tx) => {
      const [{ id } = { id: '' }] = await tx.query<{ id: string }>(
        'select id from member order by id limit 1',
      );
      for (let n = 0; n < 400; n++) {
        await tx.query('insert into member (brand_id, id) values ($1, $2)', [brand.uuid, newId()]);
        await tx.query(
          `insert into "order" (brand_id, id, member_id, order_no, status, currency, total_minor, placed_at)
           values ($1, $2, $3, $4, 'paid', 'CNY', 100, now())`,
          [brand.uuid, newId(), id, `more ${n}`],
        );
      }
      return done(null);
    });
    for (const name of ['members', 'orders']) {
      const field = roots.find((root) => root.name === name);
      for (const operation of field ? operationsOf(field, 2) : [])
        expect(await count(`{ ${operation} }`)).toBe(frame);
    }
  });
});
