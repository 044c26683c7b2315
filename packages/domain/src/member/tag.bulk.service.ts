import type { BulkFailure } from '../bulk/bulk.failures.ts';
import type { Dealt } from '../bulk/bulk.run.ts';
import { beginBulk } from '../bulk/bulk.service.ts';
import type { Chosen } from '../bulk/bulk.store.ts';
import type { Transaction } from '../foundation/database.ts';
import { type Outcome, refused, userError } from '../foundation/errors.ts';
import { encodeId } from '../foundation/ids.ts';
import { checkWords } from './member.rules.ts';
import { whyNotLiving } from './member.service.ts';
import { lockMembers } from './member.store.ts';
import { addTags, ensureTags, removeTags, tagsOfMany } from './tag.store.ts';

/** Name of the job. */
export const bulkTagJob = 'member.tag';
const batchSize = 500;

export interface BulkTag {
  chosen: Chosen;
  add?: readonly string[] | null;
  remove?: readonly string[] | null;
}

/**
 * Leaves a job that gives many members tags by name, making those that are new, and takes others off; a name that is in
 * both is taken off. Returns its id. `REQUIRED` when no tag is named, `SELECTION_EMPTY`.
 */
export async function beginBulkTag(tx: Transaction, input: BulkTag): Promise<Outcome<string>> {
  const add = checkWords(input.add ?? [], 'tag', undefined, ['add']);
  const remove = checkWords(input.remove ?? [], 'tag', undefined, ['remove']);
  const errors = [...add.errors, ...remove.errors];
  if (errors.length === 0 && add.words.length + remove.words.length === 0) {
    errors.push(userError('REQUIRED', 'add'));
  }
  if (errors.length > 0) return refused(...errors);
  const tags = { add: add.words.filter((name) => !remove.words.includes(name)), remove: remove.words };
  return await beginBulk(tx, {
    name: bulkTagJob,
    input: { ...tags, locale: tx.scope.locale },
    chosen: input.chosen,
    batchSize,
    told: tags,
  });
}

/**
 * Gives members tags and takes others off, some 500 at a time, in few statements. Who isn't there, was merged into
 * another or has closed the account meanwhile, fails with `RECORD_GONE`, `MEMBER_MERGED` or `MEMBER_CLOSED`; whose tags were as asked for already is unchanged. One
 * audit event tells of all that changed.
 */
export async function tagMembers(
  tx: Transaction,
  ids: readonly string[],
  { add, remove }: { add: readonly string[]; remove: readonly string[] },
): Promise<Dealt> {
  const locked = await lockMembers(tx, ids);
  const failures = ids.flatMap((id): BulkFailure[] => {
    const reason = whyNotLiving(id, locked.get(id));
    return reason ? [{ id: encodeId('Member', id), code: reason.code, params: reason.params }] : [];
  });
  const members = ids.filter((id) => !whyNotLiving(id, locked.get(id)));
  if (members.length === 0) return { done: 0, unchanged: 0, failures };
  const before = await tagsOfMany(tx, members);
  const tags = await ensureTags(tx, add);
  const names = new Map([...tags].map(([name, id]) => [id, name]));
  const added = await addTags(
    tx,
    members.flatMap((memberId) => [...tags.values()].map((tagId) => ({ memberId, tagId }))),
  );
  const removed = await removeTags(tx, members, remove);
  const gains = Map.groupBy(added, ({ memberId }) => memberId);
  const losses = Map.groupBy(removed, ({ memberId }) => memberId);
  const changes = members.flatMap((id) => {
    const [gained, lost] = [gains.get(id) ?? [], losses.get(id) ?? []];
    if (gained.length + lost.length === 0) return [];
    const had = before.get(id) ?? [];
    const gone = new Set(lost.map(({ name }) => name));
    const has = [...had.filter((name) => !gone.has(name)), ...gained.map(({ tagId }) => names.get(tagId))];
    return [{ id, before: { tags: had }, after: { tags: has.sort() } }];
  });
  if (changes.length > 0) tx.audit({ action: 'member.tags', subjectType: 'Member', changes });
  return { done: changes.length, unchanged: members.length - changes.length, failures };
}
