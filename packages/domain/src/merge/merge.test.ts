import { expect, test } from 'vitest';
import { makeBrand, openStory } from '../../tests/story.ts';
import type { Transaction } from '../foundation/database.ts';
import type { Outcome } from '../foundation/errors.ts';
import { encodeId } from '../foundation/ids.ts';
import { addIdentity, removeIdentity } from '../member/identity.service.ts';
import { resolveMember } from '../member/member.record.service.ts';
import {
  createMember,
  createNote,
  recordConsent,
  updateMember,
  updateTags,
} from '../member/member.service.ts';
import { mergeMembers, undoMerge } from './merge.service.ts';

async function story() {
  const { database, admin } = await openStory();
  const brand = await makeBrand(database);
  const act = <T>(work: (tx: Transaction) => Promise<Outcome<T>>) => database.write(brand.scope, work);
  const done = async <T>(work: (tx: Transaction) => Promise<Outcome<T>>) => {
    const outcome = await act(work);
    if (!outcome.ok) throw new Error(JSON.stringify(outcome.errors));
    return outcome.value;
  };
  const codes = async (work: (tx: Transaction) => Promise<Outcome<unknown>>) => {
    const outcome = await act(work);
    return outcome.ok ? [] : outcome.errors.map(({ code }) => code);
  };
  const rows = async (sql: string, values: unknown[] = []) => (await admin.query(sql, values)).rows;
  const open = (sealed: Buffer | null) =>
    sealed && database.keyring.open(sealed, 'member.real_name_sealed', brand.id);
  const member = async (id: string) => {
    const [row] = await rows('select * from member where id = $1', [id]);
    const owned = async (table: string, what: string) =>
      (await rows(`select ${what} as v from ${table} where member_id = $1 order by 1`, [id])).map(
        ({ v }) => v,
      );
    return {
      name: row.display_name,
      realName: open(row.real_name_sealed),
      city: row.city,
      gender: row.gender,
      interests: row.interests,
      joined: row.joined_at.toISOString().slice(0, 10),
      mergedInto: row.merged_into,
      identities: await owned('member_identity', 'value'),
      notes: await owned('member_note', 'body'),
      consents: await owned('member_consent', 'purpose'),
      tags: await owned('member_tag t join tag on tag.id = t.tag_id', 'name'),
      found: (term: string) =>
        [row.name_grams, database.keyring.termGrams(brand.id, term)].map((g) => g.map(String)),
    };
  };
  const external = (value: string) => [{ kind: 'external_id', value }] as const;
  const person = async (value: string, over: Parameters<typeof createMember>[1] = {}) => {
    const id = await done((tx) => createMember(tx, { identities: external(value), ...over }));
    await done((tx) => createNote(tx, { memberId: id, body: `note of ${value}` }));
    return id;
  };
  return { database, brand, act, done, codes, rows, member, person, external };
}

test('a merge moves everything, fills what the kept member lacks, and its undoing gives back just that', async () => {
  const { done, member, person, rows, brand } = await story();
  const kept = await person('a', {
    displayName: 'Ann',
    joinedAt: new Date('2025-05-01'),
    tags: ['vip', 'tea'],
  });
  const merged = await person('b', {
    displayName: 'Annie',
    realName: '安妮',
    city: '杭州',
    gender: 'female',
    interests: ['茶'],
    joinedAt: new Date('2024-01-01'),
    tags: ['tea', 'new'],
  });
  const consent = {
    memberId: merged,
    purpose: 'membership',
    granted: true,
    policyVersion: '1',
    channel: 'web',
  } as const;
  await done((tx) => recordConsent(tx, consent));
  const before = [await member(kept), await member(merged)].map(({ found, ...rest }) => rest);

  const { id: merge } = await done((tx) => mergeMembers(tx, { keptId: kept, mergedId: merged }));
  expect(await member(kept)).toMatchObject({
    name: 'Ann',
    realName: '安妮',
    city: '杭州',
    gender: 'female',
    interests: ['茶'],
    joined: '2024-01-01',
    identities: ['a', 'b'],
    notes: ['note of a', 'note of b'],
    consents: ['membership'],
    tags: ['new', 'tea', 'vip'],
  });
  expect(await member(merged)).toMatchObject({
    mergedInto: kept,
    identities: [],
    notes: [],
    consents: [],
    tags: [],
  });
  const [has, wanted] = (await member(kept)).found('安妮');
  expect(has).toEqual(expect.arrayContaining(wanted ?? ['missing']));
  const [{ moved }] = await rows('select moved from member_merge');
  expect(JSON.stringify(moved)).not.toContain('安妮');

  await done((tx) => undoMerge(tx, { id: merge }));
  expect([await member(kept), await member(merged)].map(({ found, ...rest }) => rest)).toEqual(before);
  const events = await rows(
    `select action, subject_ids from audit_event where action like 'member.merge%' order by seq`,
  );
  expect(events).toEqual([
    { action: 'member.merge', subject_ids: [kept, merged] },
    { action: 'member.merge_undo', subject_ids: [kept, merged] },
  ]);
  expect(await rows('select brand_id from member_merge')).toEqual([{ brand_id: brand.id }]);
});

test('undoing leaves what was changed since: removed identities stay gone, edited fields and new tags stay', async () => {
  const { done, member, person, rows } = await story();
  const kept = await person('a');
  const merged = await person('b', { city: '杭州', realName: '安妮', tags: ['new'] });
  const { id: merge } = await done((tx) => mergeMembers(tx, { keptId: kept, mergedId: merged }));
  const [identity] = await rows(`select id from member_identity where value = 'b'`);
  await done((tx) => removeIdentity(tx, { id: identity.id }));
  await done((tx) => addIdentity(tx, { memberId: kept, identity: { kind: 'external_id', value: 'c' } }));
  await done((tx) => updateMember(tx, { id: kept, version: 2, city: '宁波' }));
  await done((tx) => updateTags(tx, { memberId: kept, add: ['later'] }));
  await done((tx) => undoMerge(tx, { id: merge }));
  expect(await member(kept)).toMatchObject({
    city: '宁波',
    realName: null,
    identities: ['a', 'c'],
    tags: ['later'],
  });
  expect(await member(merged)).toMatchObject({
    city: '杭州',
    realName: '安妮',
    identities: [],
    tags: ['new'],
  });
});

test('merges form chains: undone from the last one back, and what reaches a merged member reaches the one that lives', async () => {
  const { done, codes, member, person, external } = await story();
  const [a, b, c] = [await person('a'), await person('b'), await person('c')];
  const { id: first } = await done((tx) => mergeMembers(tx, { keptId: b, mergedId: c }));
  const { id: second } = await done((tx) => mergeMembers(tx, { keptId: a, mergedId: b }));
  expect((await member(a)).identities).toEqual(['a', 'b', 'c']);
  const found = await done((tx) => resolveMember(tx, external('c'), { source: 'api' }));
  expect(found).toEqual({ id: a, created: false });
  expect(await codes((tx) => undoMerge(tx, { id: first }))).toEqual(['MERGE_KEPT_MERGED']);
  await done((tx) => undoMerge(tx, { id: second }));
  expect((await member(b)).identities).toEqual(['b', 'c']);
  await done((tx) => undoMerge(tx, { id: first }));
  expect(await codes((tx) => undoMerge(tx, { id: first }))).toEqual(['MERGE_UNDONE']);
  for (const [id, value] of [
    [a, 'a'],
    [b, 'b'],
    [c, 'c'],
  ] as const) {
    expect(await member(id)).toMatchObject({
      identities: [value],
      notes: [`note of ${value}`],
      mergedInto: null,
    });
  }
});

test('of several merges into one member the last is undone first, so that each finds what it left', async () => {
  const { done, codes, act, member, person } = await story();
  const a = await person('a', { joinedAt: new Date('2022-05-01') });
  const b = await person('b', { joinedAt: new Date('2021-05-01'), tags: ['tea'] });
  const c = await person('c', { joinedAt: new Date('2020-05-01'), tags: ['tea'] });
  const before = [await member(a), await member(b), await member(c)].map(({ found, ...rest }) => rest);
  const { id: first } = await done((tx) => mergeMembers(tx, { keptId: a, mergedId: b }));
  const { id: second } = await done((tx) => mergeMembers(tx, { keptId: a, mergedId: c }));
  expect(await act((tx) => undoMerge(tx, { id: first }))).toMatchObject({
    errors: [{ code: 'MERGE_NOT_LAST', params: { member: encodeId('Member', c) } }],
  });
  await done((tx) => undoMerge(tx, { id: second }));
  expect((await member(a)).joined).toBe('2021-05-01');
  await done((tx) => undoMerge(tx, { id: first }));
  expect([await member(a), await member(b), await member(c)].map(({ found, ...rest }) => rest)).toEqual(
    before,
  );
  // What was undone stands in nobody's way.
  const { id: third } = await done((tx) => mergeMembers(tx, { keptId: a, mergedId: b }));
  expect(await codes((tx) => undoMerge(tx, { id: third }))).toEqual([]);
});

test('a tag that was taken off the kept member comes back on neither', async () => {
  const { done, member, person } = await story();
  const kept = await person('a', { tags: ['both'] });
  const merged = await person('b', { tags: ['both', 'gone', 'stays'] });
  const { id: merge } = await done((tx) => mergeMembers(tx, { keptId: kept, mergedId: merged }));
  await done((tx) => updateTags(tx, { memberId: kept, remove: ['gone'] }));
  await done((tx) => undoMerge(tx, { id: merge }));
  expect((await member(kept)).tags).toEqual(['both']);
  expect((await member(merged)).tags).toEqual(['both', 'stays']);
});

test('a merge of one member with itself or with one that is merged is refused, and so are changes to the latter', async () => {
  const { done, codes, person } = await story();
  const [a, b, c] = [await person('a'), await person('b'), await person('c')];
  await done((tx) => mergeMembers(tx, { keptId: a, mergedId: b }));
  expect(await codes((tx) => mergeMembers(tx, { keptId: a, mergedId: a }))).toEqual(['MERGE_WITH_ITSELF']);
  expect(await codes((tx) => mergeMembers(tx, { keptId: c, mergedId: b }))).toEqual(['MEMBER_MERGED']);
  expect(await codes((tx) => mergeMembers(tx, { keptId: b, mergedId: c }))).toEqual(['MEMBER_MERGED']);
  expect(await codes((tx) => updateMember(tx, { id: b, version: 2, city: 'x' }))).toEqual(['MEMBER_MERGED']);
  expect(await codes((tx) => createNote(tx, { memberId: b, body: 'x' }))).toEqual(['MEMBER_MERGED']);
  const identity = { kind: 'external_id', value: 'z' } as const;
  expect(await codes((tx) => addIdentity(tx, { memberId: b, identity }))).toEqual(['MEMBER_MERGED']);
});

test('merging two members into each other at once leaves one of them', async () => {
  const { act, person, rows } = await story();
  const [a, b] = [await person('a'), await person('b')];
  const outcomes = await Promise.all([
    act((tx) => mergeMembers(tx, { keptId: a, mergedId: b })),
    act((tx) => mergeMembers(tx, { keptId: b, mergedId: a })),
  ]);
  expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1);
  expect(await rows('select from member where merged_into is null')).toHaveLength(1);
});
