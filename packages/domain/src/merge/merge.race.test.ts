import { describe, expect, test } from 'vitest';
import { makeBrand, openStory, until } from '../../tests/story.ts';
import type { Transaction } from '../foundation/database.ts';
import { done, type Outcome } from '../foundation/errors.ts';
import { addIdentity } from '../member/identity.service.ts';
import { upsertMembers } from '../member/member.record.service.ts';
import {
  createMember,
  createNote,
  recordConsent,
  updateMember,
  updateTags,
} from '../member/member.service.ts';
import { tagMembers } from '../member/tag.bulk.service.ts';
import { recordOrder } from '../order/order.record.service.ts';
import { mergeMembers } from './merge.service.ts';

type Act = (tx: Transaction, id: string) => Promise<Outcome<unknown>>;

const identity = { kind: 'external_id', value: 'new' } as const;
const placedAt = new Date('2026-03-01');

/** Whatever names a member by id, and what it says when that member has become another one while it waited. */
const acts: Record<string, [act: Act, answer: string]> = {
  'a note': [(tx, memberId) => createNote(tx, { memberId, body: 'called' }), 'MEMBER_MERGED'],
  'a withdrawal': [
    (tx, memberId) =>
      recordConsent(tx, {
        memberId,
        purpose: 'marketing_sms',
        granted: false,
        policyVersion: '1',
        channel: 'call',
      }),
    'MEMBER_MERGED',
  ],
  'a tag': [(tx, memberId) => updateTags(tx, { memberId, add: ['vip'] }), 'MEMBER_MERGED'],
  'a tag of many': [async (tx, id) => done(await tagMembers(tx, [id], { add: ['vip'], remove: [] })), 'done'],
  'a change of the profile': [
    (tx, id) => updateMember(tx, { id, version: 1, city: '杭州' }),
    'MEMBER_MERGED,VERSION_OUTDATED',
  ],
  'an identity': [(tx, memberId) => addIdentity(tx, { memberId, identity }), 'MEMBER_MERGED'],
  'an order': [
    (tx, memberId) => recordOrder(tx, { orderNo: '1', memberId, totalMinor: 100, placedAt, source: 'api' }),
    'done',
  ],
  'an imported record': [
    async (tx, memberId) =>
      done(await upsertMembers(tx, [{ memberId, identities: [identity], source: 'import', tags: ['vip'] }])),
    'done',
  ],
};

describe.each(['older', 'younger'] as const)(
  'when the %s of two members is merged into the other',
  (which) => {
    test.each(Object.entries(acts))(
      '%s that waits for it reaches nobody who is gone',
      async (_, [act, answer]) => {
        const { database, admin } = await openStory();
        const { scope } = await makeBrand(database);
        const ids: string[] = [];
        for (const displayName of ['A', 'B']) {
          const made = await database.write(scope, (tx) => createMember(tx, { displayName }));
          if (made.ok) ids.push(made.value);
        }
        const sessions = (that: string) => async () => {
          const sql = `select from pg_stat_activity where datname = current_database() and ${that}`;
          return (await admin.query(sql)).rowCount;
        };
        const [merged = '', kept = ''] = which === 'older' ? ids : ids.reverse();

        let commit: () => void = () => undefined;
        const mayCommit = new Promise<void>((resolve) => {
          commit = resolve;
        });
        const merging = database.write(scope, async (tx) => {
          const outcome = await mergeMembers(tx, { keptId: kept, mergedId: merged });
          await tx.em.flush();
          await mayCommit;
          return outcome;
        });
        await until(
          sessions(`state = 'idle in transaction' and query like '%member_merge%'`),
          (count) => count === 1,
        );
        const acting = database.write(scope, (tx) => act(tx, merged));
        await until(sessions(`wait_event_type = 'Lock'`), (count) => count === 1);
        commit();
        expect(await merging).toMatchObject({ ok: true });
        const outcome = await acting;
        expect(outcome.ok ? 'done' : outcome.errors.map(({ code }) => code).join()).toBe(answer);
        const left = await admin.query(
          `select t.tableoid::regclass::text as "table" from member_note t where member_id = $1
       union all select tableoid::regclass::text from member_consent where member_id = $1
       union all select tableoid::regclass::text from member_tag where member_id = $1
       union all select tableoid::regclass::text from member_identity where member_id = $1
       union all select tableoid::regclass::text from "order" where member_id = $1
       union all select 'member' from member where id = $1 and city is not null`,
          [merged],
        );
        expect(left.rows).toEqual([]);
      },
    );
  },
);
