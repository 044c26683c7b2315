import type { AuditChange } from '../foundation/audit.ts';
import type { Assignment } from './member.assignment.rules.ts';
import { auditIdentity, auditMember } from './member.audit.ts';
import type { MemberSeal } from './member.changes.ts';
import type { Extras } from './member.extras.ts';
import type { KeyedIdentity, MemberBefore, MemberRow, Recorded } from './member.record.ts';

/** A member on the way: as they were, as the records so far leave them. */
export interface MemberState {
  created: boolean;
  /** As it was; null when the records say nothing of its profile, so that it wasn't read. */
  original: MemberRow | null;
  row: MemberRow | null;
  version: number;
  changed: Partial<MemberRow>;
}

/** What one record does to its member. */
export interface Step {
  state: MemberState;
  id: string;
  created: boolean;
  added: KeyedIdentity[];
  columns: Partial<MemberRow>;
}

/** What became of a record, for whoever gave it. */
export function recorded(
  assignment: Assignment,
  step: Step | null,
  extras: Extras | undefined,
  identityIds: ReadonlyMap<string, string>,
): Recorded<MemberBefore> {
  if (!assignment.ok || !step) return { kind: 'refused', errors: assignment.ok ? [] : [assignment.error] };
  const { id, state } = step;
  const { version } = state;
  if (step.created) return { kind: 'created', id, version };
  const before: MemberBefore = {
    columns: step.columns,
    identities: step.added.flatMap(({ lookup }) => identityIds.get(lookup) ?? []),
    tags: extras?.tags.map((tag) => tag.id) ?? [],
    notes: extras?.notes ?? [],
  };
  const changed =
    Object.keys(before.columns).length + before.identities.length + before.tags.length + before.notes.length >
    0;
  return changed ? { kind: 'updated', id, version, before } : { kind: 'unchanged', id, version };
}

/** What became of members, for the audit log: one change each. */
export function auditChanges(
  states: ReadonlyMap<string, MemberState>,
  steps: readonly (Step | null)[],
  extras: readonly Extras[],
  seal: MemberSeal,
): AuditChange[] {
  const added = new Map<string, { identities: string[]; tags: string[]; notes: number }>();
  steps.forEach((step, at) => {
    if (!step) return;
    const gain = added.get(step.id) ?? { identities: [], tags: [], notes: 0 };
    gain.identities.push(...step.added.map(auditIdentity));
    gain.tags.push(...(extras[at]?.tags.map(({ name }) => name) ?? []));
    gain.notes += extras[at]?.notes.length ?? 0;
    added.set(step.id, gain);
  });
  return [...states].flatMap(([id, { created, original, row, changed }]): AuditChange[] => {
    const { identities = [], tags = [], notes = 0 } = added.get(id) ?? {};
    const gains = {
      ...(identities.length > 0 ? { identities } : {}),
      ...(tags.length > 0 ? { tags } : {}),
      ...(notes > 0 ? { notes } : {}),
    };
    if (created && row) return [{ id, before: null, after: { ...auditMember(row, seal), ...gains } }];
    const none = Object.fromEntries(Object.keys(gains).map((key) => [key, key === 'notes' ? 0 : []]));
    const columns = Object.keys(changed).length > 0;
    if (!columns && Object.keys(gains).length === 0) return [];
    return [
      {
        id,
        before: { ...(columns && original ? auditMember(original, seal, changed) : {}), ...none },
        after: { ...(columns && row ? auditMember(row, seal, changed) : {}), ...gains },
      },
    ];
  });
}
