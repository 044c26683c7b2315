import { expect, test } from 'vitest';
import type { ReadTransaction } from '../src/foundation/database.ts';
import { sqlState } from '../src/foundation/database-errors.ts';
import { done } from '../src/foundation/errors.ts';
import { brandScope, systemScope } from '../src/foundation/scope.ts';
import { makeBrand, openStory } from './story.ts';

const refused = '42501';
const oneStatementOnly = '42601';

test('what stands in the midst of a query changes neither its brand nor its role', async () => {
  const { database } = await openStory();
  const [ours, theirs] = [await makeBrand(database), await makeBrand(database, 'Coffee House')];
  const tries: [string, string[]][] = [
    // In one expression, before the rows are looked at.
    [`select name from brand where set_config('kolony.brand_id', '${theirs.id}', true) <> ''`, [refused]],
    [`select name, set_config('role', 'none', true) from brand`, [refused]],
    [`select set_config('role', 'kolony_system', true)`, [refused]],
    [`select set_config('kolony.operator_id', gen_random_uuid()::text, false)`, [refused]],
    [`update pg_settings set setting = 'none' where name = 'role'`, [refused]],
    // Text that runs as a query of its own within one.
    [`select query_to_xml('set local role none', true, false, '')`, ['0A000']],
    [`select query_to_xml('select set_config(''role'', ''none'', true)', true, false, '')`, [refused]],
    // A second statement behind the first, with which a text would have to go on that got out of its place.
    [`select 1; reset role`, [oneStatementOnly]],
    [`select 1; set local kolony.brand_id = '${theirs.id}'`, [oneStatementOnly]],
    [`select 1; commit; select 1`, [oneStatementOnly]],
  ];
  const outcomeOf = async (tx: ReadTransaction, text: string) => {
    const rows = await tx.query(text);
    return JSON.stringify(rows);
  };
  for (const [text, expected] of tries) {
    for (const scope of [brandScope(ours.id), systemScope()]) {
      const read = database.read(scope, (tx) => outcomeOf(tx, text)).catch(sqlState);
      const written = database.write(scope, async (tx) => done(await outcomeOf(tx, text))).catch(sqlState);
      expect([text, await read]).toEqual([text, expect.toBeOneOf([...expected, '25006'])]);
      expect([text, await written]).toEqual([text, expect.toBeOneOf(expected)]);
    }
  }
});

test('a database in which that was not closed is told from one in which it was', async () => {
  const { database, admin } = await openStory();
  expect(await database.isScopeOpen()).toBe(false);
  await admin.query('grant execute on function pg_catalog.set_config(text, text, boolean) to public');
  expect(await database.isScopeOpen()).toBe(true);
});

test('neither brand nor role outlive their transaction on the connection', async () => {
  const { database } = await openStory();
  const { scope } = await makeBrand(database);
  await database.read(scope, ({ query }) => query('select 1'));
  const { rows } = await database.pool.query(
    `select current_user as role, current_setting('kolony.brand_id', true) as brand,
       current_setting('idle_in_transaction_session_timeout') as idle`,
  );
  expect(rows).toEqual([{ role: 'kolony', brand: '', idle: '0' }]);
});
