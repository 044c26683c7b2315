import { expect, test } from 'vitest';
import { makeBrand, openStory } from '../../tests/story.ts';
import type { Transaction } from '../foundation/database.ts';
import { done, type Outcome } from '../foundation/errors.ts';
import { mergeMembers, undoMerge } from '../merge/merge.service.ts';
import { living } from './living.ts';
import { createMember, updateMember } from './member.service.ts';

async function story() {
  const { database, admin } = await openStory();
  const { id: brandId, scope } = await makeBrand(database);
  const act = async <T>(work: (tx: Transaction) => Promise<Outcome<T>>) => {
    const outcome = await database.write(scope, work);
    if (!outcome.ok) throw new Error(JSON.stringify(outcome.errors));
    return outcome.value;
  };
  /** Who is found by a part of a name; counting finds as many. */
  const found = async (term: string) => {
    const grams = database.keyring.termGrams(brandId, term).map(String);
    return await database.read(scope, async ({ query }) => {
      const rows = await query<{ id: string }>('select kolony.members_with_grams($1::bigint[], 100) as id', [
        grams,
      ]);
      const [count] = await query('select kolony.count_members_with_grams($1::bigint[])::int as n', [grams]);
      expect(count).toEqual({ n: rows.length });
      return rows.map(({ id }) => id).sort();
    });
  };
  return { database, admin, scope, act, found };
}

test('members are found by the names that they have now, as long as they live', async () => {
  const { admin, act, found } = await story();
  const one = await act((tx) => createMember(tx, { displayName: '王伟', realName: 'Wei' }));
  const other = await act((tx) => createMember(tx, { displayName: '王芳' }));
  expect(await found('王')).toEqual([one, other].sort());
  await act((tx) => updateMember(tx, { id: other, version: 1, displayName: '李芳', city: '杭州' }));
  expect([await found('王'), await found('李')]).toEqual([[one], [other]]);
  await act((tx) => updateMember(tx, { id: other, version: 2, city: '宁波' }));
  expect(await found('李芳')).toEqual([other]);

  const { id: merge } = await act((tx) => mergeMembers(tx, { keptId: other, mergedId: one }));
  expect([await found('王'), await found('李'), await found('wei')]).toEqual([[], [other], [other]]);
  await act((tx) => undoMerge(tx, { id: merge }));
  expect([await found('王'), await found('wei')]).toEqual([[one], [one]]);
  await act((tx) => updateMember(tx, { id: one, version: 3, displayName: null, realName: null }));
  expect(await found('王')).toEqual([]);
  await admin.query('delete from member_merge; delete from member');
  expect((await admin.query('select from member_name')).rowCount).toBe(0);
});

test('members of a brand, and those of a city or a province, are counted without a look at the table', async () => {
  const { database, admin, scope } = await story();
  await admin.query(
    `insert into member (brand_id, id, city, province)
     select $1, gen_random_uuid(), 'city ' || n % 100, 'province ' || n % 10 from generate_series(1, 2000) n`,
    [scope.brandId],
  );
  await admin.query('vacuum analyze member');
  const planOf = (condition: string) =>
    database.write(scope, async (tx) => {
      // So few rows would be read whole.
      for (const method of ['seqscan', 'bitmapscan']) await tx.query(`set local enable_${method} = off`);
      const rows = await tx.query(
        `explain select count(*) from member m where (${living('m')}) ${condition}`,
      );
      return done(rows.flatMap((row) => Object.values(row)).join());
    });
  for (const condition of ['', `and m.city = any ('{city 7}')`, `and m.province = any ('{province 7}')`]) {
    expect(await planOf(condition)).toMatchObject({ value: expect.stringContaining('Index Only Scan') });
  }
});
