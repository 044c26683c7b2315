import type { AuditChange } from '../foundation/audit.ts';
import type { Transaction } from '../foundation/database.ts';
import { userError } from '../foundation/errors.ts';
import { newId } from '../foundation/ids.ts';
import { type Assignment, assignMembers } from './member.assignment.rules.ts';
import { columnsBefore, MemberSeal, type ProfileMode, profileChanges } from './member.changes.ts';
import { addExtras } from './member.extras.ts';
import type { CheckedMember, MemberBefore, MemberRow, Recorded } from './member.record.ts';
import { auditChanges, type MemberState, recorded, type Step } from './member.settled.ts';
import {
  identityOwners,
  insertIdentities,
  insertMembers,
  type LockedMember,
  loadMembers,
  lockMembers,
  Overtaken,
  updateMembers,
} from './member.store.ts';

export interface Settled {
  /** What became of each record, in their order. */
  results: Recorded<MemberBefore>[];
  /** For the audit log: one change a member. */
  changes: AuditChange[];
}

/**
 * Finds or makes the member of each record and writes what the records say of them, in few statements however many there
 * are. To be called inside of `untilSettled`. `locked` holds the members that were locked already: those named, those who
 * have one of the identities, and what they were merged into.
 * @throws Overtaken
 */
export async function settleMembers(
  tx: Transaction,
  records: readonly CheckedMember[],
  mode: ProfileMode,
  locked?: ReadonlyMap<string, LockedMember>,
): Promise<Settled> {
  const lookups = lookupsOf(records);
  const held = locked ?? (await lockMembers(tx, namedIn(records), lookups));
  return await settleLocked(tx, records, mode, held, lookups);
}

/** The lookups of all identities that records give. */
export function lookupsOf(records: readonly CheckedMember[]): string[] {
  return [...new Set(records.flatMap(({ identities }) => identities.map(({ lookup }) => lookup)))];
}

/** The ids of the members that records name. */
export function namedIn(records: readonly CheckedMember[]): string[] {
  return records.flatMap(({ memberId }) => memberId ?? []);
}

async function settleLocked(
  tx: Transaction,
  records: readonly CheckedMember[],
  mode: ProfileMode,
  locked: ReadonlyMap<string, LockedMember>,
  lookups: readonly string[],
): Promise<Settled> {
  const seal = new MemberSeal(tx.keyring, tx.brandId);
  const owners = await identityOwners(tx, lookups);
  if ([...owners.values()].some((id) => locked.get(id)?.id !== id)) throw new Overtaken();

  const living = (id: string) => locked.get(id)?.id ?? id;
  const assignments = assignMembers(
    records.map(({ memberId, identities }) => ({ memberId: memberId && living(memberId), identities })),
    owners,
    newId,
  ).map((assignment, at): Assignment => {
    const unknown =
      assignment.ok && !assignment.created && records[at]?.memberId && !locked.has(assignment.memberId);
    if (unknown) return { ok: false, error: userError('NOT_FOUND', 'memberId', { noun: 'Member' }) };
    const isClosed = assignment.ok && locked.get(assignment.memberId)?.closed;
    return isClosed ? { ok: false, error: userError('MEMBER_CLOSED', 'memberId') } : assignment;
  });
  const touched = assignments.flatMap((assignment, at) =>
    assignment.ok && hasProfile(records[at]) ? [assignment.memberId] : [],
  );
  const rows = await loadMembers(tx, [...new Set(touched)]);

  const states = new Map<string, MemberState>();
  const steps = assignments.map((assignment, at): Step | null => {
    const record = records[at];
    if (!assignment.ok || !record) return null;
    return applyRecord(
      record,
      assignment,
      states,
      rows,
      locked.get(assignment.memberId)?.version ?? 1,
      mode,
      seal,
    );
  });

  const all = [...states];
  await insertMembers(
    tx,
    all.flatMap(([, { created, row }]) => (created && row ? [row] : [])),
    seal,
  );
  const identityIds = await insertIdentities(
    tx,
    steps.flatMap((step) => (step ? step.added.map((identity) => ({ ...identity, memberId: step.id })) : [])),
    seal,
  );
  await updateMembers(
    tx,
    all.flatMap(([, { created, row, changed }]) =>
      created || !row || Object.keys(changed).length === 0
        ? []
        : [{ row, namesChanged: changesNames(changed) }],
    ),
    seal,
  );
  const extras = await addExtras(
    tx,
    steps.map((step, at) => ({ memberId: step?.id ?? null, ...wantedExtras(records[at]) })),
  );

  return {
    results: assignments.map((assignment, at) =>
      recorded(assignment, steps[at] ?? null, extras[at], identityIds),
    ),
    changes: auditChanges(states, steps, extras, seal),
  };
}

function hasProfile(record: CheckedMember | undefined): boolean {
  return record !== undefined && Object.values(record.profile).some((value) => value !== undefined);
}

function wantedExtras(record: CheckedMember | undefined) {
  return { tags: record?.tags ?? [], note: record?.note ?? null };
}

function changesNames(changed: Partial<MemberRow>): boolean {
  return 'display_name' in changed || 'real_name_sealed' in changed;
}

function applyRecord(
  record: CheckedMember,
  { memberId: id, created, added }: Assignment & { ok: true },
  states: Map<string, MemberState>,
  rows: ReadonlyMap<string, MemberRow>,
  version: number,
  mode: ProfileMode,
  seal: MemberSeal,
): Step {
  const known = states.get(id);
  const original = created ? null : (rows.get(id) ?? null);
  const state = known ?? {
    created,
    original,
    row: created ? newMember(id, record) : original,
    version,
    changed: {},
  };
  if (!known) states.set(id, state);
  if (!state.row) return { state, id, created, added, columns: {} };
  const changes = profileChanges(state.row, record.profile, known && created ? 'replace' : mode, seal);
  const columns = columnsBefore(state.row, changes);
  state.row = { ...state.row, ...changes };
  if (!state.created && Object.keys(changes).length > 0) {
    state.changed = { ...state.changed, ...changes };
    state.version = (state.original?.version ?? 0) + 1;
    state.row.version = state.version;
  }
  return { state, id, created, added, columns };
}

function newMember(id: string, { source, orderedAt, profile }: CheckedMember): MemberRow {
  return {
    id,
    display_name: null,
    real_name_sealed: null,
    address_sealed: null,
    gender: 'unknown',
    birthday: null,
    province: null,
    city: null,
    interests: [],
    source,
    joined_at: (profile.joinedAt ?? orderedAt ?? new Date()).toISOString(),
    joined_by_order: orderedAt !== null && !profile.joinedAt,
    merged_into: null,
    version: 1,
  };
}
