import { Database } from '@kolony/domain/foundation/database';
import { type Role, roles } from '@kolony/domain/foundation/permissions';
import { operatorScope, type Scope, systemScope } from '@kolony/domain/foundation/scope';
import fc from 'fast-check';
import { type GraphQLError, type GraphQLFormattedError, parse, validate } from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createApiSchema } from '../src/modules/modules.ts';
import { answerError } from '../src/server/errors.ts';
import { startGateway, type TestGateway } from './harness.ts';
import { type Operation, Operations } from './reading/operations.ts';
import { poolsOf } from './reading/pools.ts';
import { Reference } from './reading/reference.ts';
import { sameErrors } from './reading/same-errors.ts';
import { makeWorld, type World } from './reading/world.ts';

/** Random operations in a run; READING_RUNS=5000 for a long one, READING_SEED to have one again. */
const numRuns = Number(process.env.READING_RUNS ?? 150);
const seed = Number(process.env.READING_SEED ?? Date.now() % 2 ** 31);

let gateway: TestGateway;
let admin: Database;
let world: World;
let reference: Reference;
let operations: Operations;
const sessions = new Map<Role, string>();

beforeAll(async () => {
  gateway = await startGateway({ COST_MAXIMUM: '1000000000' });
  admin = await Database.open({ url: gateway.adminUrl });
  world = await makeWorld(gateway);
  reference = await Reference.over(gateway.database, admin);
  const schema = createApiSchema();
  const pools = await poolsOf(schema, world, { admin, database: gateway.database });
  operations = new Operations(schema, pools);
  for (const [role, { uuid }] of world.operators) {
    const { rows } = await admin.pool.query('select id from operator_session where operator_id = $1', [uuid]);
    sessions.set(role, rows[0].id);
  }
});
afterAll(async () => {
  await admin.close();
  await gateway.close();
});

const callers: ('nobody' | Role)[] = ['nobody', ...roles, 'owner', 'analyst'];

function scopeOf(caller: 'nobody' | Role, brandId: string): Scope {
  if (caller === 'nobody') return systemScope({ locale: 'en' });
  const operator = world.operators.get(caller)?.uuid ?? '';
  return operatorScope(
    operator,
    { brandId, role: caller },
    { locale: 'en', sessionId: sessions.get(caller) },
  );
}

/** Expects the same of both; gives how many errors that were. Undefined when the operation is larger than is allowed. */
async function compare(
  { source, variables }: Pick<Operation, 'source' | 'variables'>,
  caller: 'nobody' | Role,
  at: 0 | 1,
) {
  const brand = world.brands[at];
  const token = world.operators.get(caller as Role)?.token;
  const answer = await gateway.graphql(source, variables, { token, brand: brand.id });
  if (/^(OPERATION|TOO_MANY)_/.test(answer.errors?.[0]?.extensions.code ?? '') && !answer.data)
    return undefined;
  if (answer.data === undefined) throw new Error(`refused: ${JSON.stringify(answer.errors)}`);
  const plain = await reference.run(parse(source), variables, scopeOf(caller, brand.uuid));
  const errors = (plain.errors ?? []).map((error) => formatted(error));
  expect(JSON.stringify(answer.data)).toBe(JSON.stringify(plain.data));
  sameErrors(answer.data, answer.errors ?? [], errors);
  return errors.length;
}

function formatted(error: GraphQLError): GraphQLFormattedError {
  return answerError(error.toJSON(), error, {
    locale: 'en',
    requestId: '',
    log: () => undefined,
  });
}

describe('reading by one statement a field', () => {
  it(
    `answers ${numRuns} random operations as plain execution field by field does (seed ${seed})`,
    async () => {
      const found = { failed: 0, tooLarge: 0 };
      await fc.assert(
        fc.asyncProperty(
          fc.gen(),
          fc.constantFrom(...callers),
          fc.constantFrom(...callers),
          fc.constantFrom(0 as const, 1 as const),
          async (g, caller, another, at) => {
            const { source, variables, others } = operations.one(g);
            const problems = validate(reference.schema, parse(source));
            expect(
              problems.map(({ message }) => message),
              source,
            ).toEqual([]);
            // The same once more, for someone else and with other values: nothing of the first may be left in it.
            for (const [as, values] of [
              [caller, variables],
              [another, others],
            ] as const) {
              try {
                const errors = await compare({ source, variables: values }, as, at);
                if (errors === undefined) found.tooLarge += 1;
                else if (errors > 0) found.failed += 1;
              } catch (cause) {
                throw new Error(`${as}: ${source}\n${JSON.stringify(values)}`, { cause });
              }
            }
          },
        ),
        { numRuns, seed, endOnFailure: !process.env.READING_SHRINK },
      );
      // Refusals are compared too, and few operations are too large to be.
      expect(found.failed).toBeGreaterThan(numRuns / 10);
      expect(found.tooLarge).toBeLessThan(numRuns / 10);
    },
    numRuns * 2_000,
  );
});
