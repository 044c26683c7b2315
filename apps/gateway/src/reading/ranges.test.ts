import { Database } from '@kolony/domain/foundation/database';
import { done } from '@kolony/domain/foundation/errors';
import { newId } from '@kolony/domain/foundation/ids';
import { formatMinor, maximumMinor } from '@kolony/domain/foundation/money';
import { brandScope, systemScope } from '@kolony/domain/foundation/scope';
import { type TestDatabase, testDatabase } from '@kolony/testkit/database';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { amountRange, type DecimalRange } from './ranges.ts';

let testing: TestDatabase;
let database: Database;
beforeAll(async () => {
  testing = await testDatabase();
  database = await Database.open({ url: testing.url });
});
afterAll(async () => {
  await database.close();
  await testing.drop();
});

/** Which of these amounts a span leaves out; `lower` and `amount` stand for one minor unit less, and the amount. */
async function leftOut(currency: string, minors: number[], range: DecimalRange): Promise<string[]> {
  const brandId = newId();
  await database.write(systemScope(), async (tx) => {
    await tx.query(`insert into brand (id, name, currency) values ($1, 'A', $2)`, [brandId, currency]);
    return done(null);
  });
  const columns = new Set(['lower', 'amount']);
  const values: unknown[] = [
    minors,
    minors.map((minor) => formatMinor(minor, currency)),
    minors.map((minor) => formatMinor(minor - 1, currency)),
  ];
  const param = (value: unknown) => (columns.has(String(value)) ? `t."${value}"` : `$${values.push(value)}`);
  const held = amountRange(range, 't.minor', 'kolony.current_brand()', param).join(' and ');
  return database.read(brandScope(brandId), async ({ query }) => {
    const rows = await query<{ amount: string }>(
      `select t.amount from unnest($1::bigint[], $2::text[], $3::text[]) t(minor, amount, lower) where not (${held})`,
      values,
    );
    return rows.map(({ amount }) => amount);
  });
}

const minors = [
  ...Array.from({ length: 20_000 }, (_, minor) => minor),
  ...Array.from({ length: 1_000 }, (_, step) => maximumMinor - step * 9_007_199_254),
];

describe.each(['CNY', 'JPY', 'KWD'])('a span of amounts in %s', (currency) => {
  it('that begins and ends with an amount holds it', async () => {
    expect(await leftOut(currency, minors, { min: 'amount', max: 'amount' })).toEqual([]);
  });

  it('that ends one minor unit below an amount leaves it out', async () => {
    expect(await leftOut(currency, minors, { max: 'lower' })).toHaveLength(minors.length);
  });
});
