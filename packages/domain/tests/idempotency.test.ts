import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import type { Transaction } from '../src/foundation/database.ts';
import { done, refused, userError } from '../src/foundation/errors.ts';
import { idempotent } from '../src/foundation/idempotency.ts';
import { newId } from '../src/foundation/ids.ts';
import { brandScope } from '../src/foundation/scope.ts';
import { makeBrand, openStory } from './story.ts';

const request = { key: 'k-1', operation: 'tagCreate', input: { name: 'VIP', more: [1, { a: 1, b: 2 }] } };

const makeTag =
  (tx: Transaction, name = 'VIP') =>
  async () => {
    const id = newId();
    await tx.query('insert into tag (brand_id, id, name) values ($1, $2, $3)', [tx.brandId, id, name]);
    return done({ id });
  };

test('50 equal calls at the same time do the work once and all get its answer', async () => {
  const { database } = await openStory();
  const brand = await makeBrand(database);
  const answers = await Promise.all(
    Array.from({ length: 50 }, () =>
      database.write(brand.scope, (tx) => idempotent(tx, request, makeTag(tx))),
    ),
  );
  const tags = await database.read(brand.scope, ({ query }) => query<{ id: string }>('select id from tag'));
  expect(tags).toHaveLength(1);
  expect(answers).toEqual(answers.map(() => ({ ok: true, value: { id: tags[0]?.id } })));
});

test('the same input in another order of its keys is the same; another input or operation is not', async () => {
  const { database } = await openStory();
  const brand = await makeBrand(database);
  const first = await database.write(brand.scope, (tx) => idempotent(tx, request, makeTag(tx)));
  const reordered = { ...request, input: { more: [1, { b: 2, a: 1 }], name: 'VIP' } };
  expect(await database.write(brand.scope, (tx) => idempotent(tx, reordered, makeTag(tx)))).toEqual(first);
  for (const other of [
    { ...request, input: { name: 'VIP', more: [{ a: 1, b: 2 }, 1] } },
    { ...request, operation: 'tagDelete' },
  ]) {
    await expect(
      database.write(brand.scope, (tx) => idempotent(tx, other, makeTag(tx, 'other'))),
    ).rejects.toMatchObject({ code: 'IDEMPOTENCY_KEY_REUSED' });
  }
});

test('a refusal and an exception store nothing: the key is free for the next call', async () => {
  const { database } = await openStory();
  const brand = await makeBrand(database);
  const refusal = await database.write(brand.scope, (tx) =>
    idempotent(tx, request, async () => refused(userError('REQUIRED', 'name'))),
  );
  expect(refusal.ok).toBe(false);
  await expect(
    database.write(brand.scope, (tx) =>
      idempotent(tx, request, async () => {
        throw new Error('lost');
      }),
    ),
  ).rejects.toThrow('lost');
  expect(await database.write(brand.scope, (tx) => idempotent(tx, request, makeTag(tx)))).toMatchObject({
    ok: true,
  });
});

test('a key is of one caller in one brand, and serves anew after 24 hours', async () => {
  const { database, admin } = await openStory();
  const brand = await makeBrand(database);
  const other = await makeBrand(database, 'Coffee House');
  const asOperator = brandScope(brand.id, { actor: { kind: 'operator', id: newId() } });
  for (const [scope, name] of [
    [brand.scope, 'a'],
    [other.scope, 'b'],
    [asOperator, 'c'],
  ] as const) {
    const input = { name };
    const outcome = await database.write(scope, (tx) =>
      idempotent(tx, { ...request, input }, makeTag(tx, name)),
    );
    expect(outcome.ok).toBe(true);
  }
  await admin.query(`update idempotency_key set created_at = now() - interval '24 hours 1 second'`);
  const outcome = await database.write(brand.scope, (tx) =>
    idempotent(tx, { ...request, input: { name: 'd' } }, makeTag(tx, 'd')),
  );
  expect(outcome.ok).toBe(true);
});

test('what is stored of an input can not be guessed at without the key of the installation', async () => {
  const { database, admin } = await openStory();
  const [here, there] = [await makeBrand(database), await makeBrand(database, 'Coffee House')];
  const phone = { ...request, input: { phone: '+8613800138000' } };
  for (const { scope } of [here, there])
    await database.write(scope, (tx) => idempotent(tx, phone, async () => done(null)));
  const { rows } = await admin.query<{ hash: string }>(
    `select encode(input_hash, 'hex') as hash from idempotency_key`,
  );
  const guessed = createHash('sha256')
    .update(JSON.stringify([phone.operation, phone.input]))
    .digest('hex');
  expect(rows.map(({ hash }) => hash)).not.toContain(guessed);
  // Nor do equal inputs of two brands show as equal.
  expect(new Set(rows.map(({ hash }) => hash)).size).toBe(2);
});
