import { expect, test } from 'vitest';
import { makeBrand, openStory, until } from '../../tests/story.ts';
import { updateBrand } from '../brand/brand.service.ts';
import type { Transaction } from '../foundation/database.ts';
import type { Outcome } from '../foundation/errors.ts';
import { newId } from '../foundation/ids.ts';
import { createMember } from '../member/member.service.ts';
import { recordDecimalOrder, refundDecimal } from './order.decimal.service.ts';

async function story() {
  const { database, admin } = await openStory();
  const brand = await makeBrand(database);
  const identities = [{ kind: 'external_id', value: 'a' }] as const;
  await database.write(brand.scope, (tx) => createMember(tx, { identities }));
  const rows = async (sql: string) => (await admin.query(sql)).rows;
  const order = (tx: Transaction) =>
    recordDecimalOrder(tx, {
      orderNo: '1',
      identities,
      total: '100',
      placedAt: new Date('2026-03-01'),
      source: 'api',
    });
  const turn = (tx: Transaction) => updateBrand(tx, { version: 1, currency: 'JPY' });
  /** Does one, and begins the other before the first has committed; gives what both say. */
  const overlapping = async (
    one: (tx: Transaction) => Promise<Outcome<string>>,
    other: (tx: Transaction) => Promise<Outcome<string>>,
  ) => {
    let commit: () => void = () => undefined;
    const mayCommit = new Promise<void>((resolve) => {
      commit = resolve;
    });
    let did = false;
    const first = database.write(brand.scope, async (tx) => {
      const outcome = await one(tx);
      await tx.em.flush();
      did = true;
      await mayCommit;
      return outcome;
    });
    await until(
      async () => did,
      (is) => is,
    );
    let ended = false;
    const second = database.write(brand.scope, other).finally(() => {
      ended = true;
    });
    const sql = `select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`;
    await until(
      async () => ended || (await rows(sql)).length > 0,
      (is) => is,
    );
    commit();
    const said = (outcome: Outcome<string>) =>
      outcome.ok ? 'done' : outcome.errors.map(({ code }) => code).join();
    return [said(await first), said(await second)];
  };
  return { database, brand, rows, order, turn, overlapping };
}

test('a currency that changes while the first order is being recorded stays as it was', async () => {
  const { overlapping, order, turn, rows } = await story();
  expect(await overlapping(order, turn)).toEqual(['done', 'CURRENCY_IN_USE']);
  expect(await rows('select o.total_minor, o.currency, b.currency as brand from "order" o, brand b')).toEqual(
    [{ total_minor: '10000', currency: 'CNY', brand: 'CNY' }],
  );
});

test('the first order that comes while the currency changes is read in the new one', async () => {
  const { overlapping, order, turn, rows } = await story();
  expect(await overlapping(turn, order)).toEqual(['done', 'done']);
  expect(await rows('select o.total_minor, o.currency, b.currency as brand from "order" o, brand b')).toEqual(
    [{ total_minor: '100', currency: 'JPY', brand: 'JPY' }],
  );
});

test('a refund is read in the currency of its order', async () => {
  const { database, brand, order, rows } = await story();
  const made = await database.write(brand.scope, order);
  const id = made.ok ? made.value : '';
  await database.write(brand.scope, async (tx) => {
    await tx.query(`update "order" set currency = 'JPY', total_minor = 100`);
    return { ok: true, value: null };
  });
  const refund = (amount: string) =>
    database.write(brand.scope, (tx) => refundDecimal(tx, { id, refundNo: amount, amount }));
  expect(await refund('0.5')).toMatchObject({ ok: false, errors: [{ code: 'AMOUNT_INVALID' }] });
  expect(await refund('40')).toMatchObject({ ok: true });
  expect(await rows('select refunded_minor from "order"')).toEqual([{ refunded_minor: '40' }]);
  const unknown = database.write(brand.scope, (tx) =>
    refundDecimal(tx, { id: newId(), refundNo: '1', amount: '1' }),
  );
  await expect(unknown).rejects.toMatchObject({ code: 'NOT_FOUND' });
});
