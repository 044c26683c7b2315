import { userError } from '@kolony/domain/foundation/errors';
import { decodeId, encodeId } from '@kolony/domain/foundation/ids';
import type { Actor } from '@kolony/domain/foundation/scope';
import { Field, ID, InputType, Int, ObjectType, registerEnumType } from 'type-graphql';
import { ArgOf, Column, Computed, One, Stored, Timestamp } from '../../reading/decorators.ts';
import { defineList } from '../../reading/list.ts';
import { DateTimeRange } from '../../reading/ranges.ts';
import { type Decoding, isNoun } from '../../reading/sources.ts';
import { badInput } from '../../server/errors.ts';
import { uuidIn } from '../../server/ids.ts';
import { BigInteger, JSONValue } from '../../server/scalars.ts';
import { Operator } from '../operator/operator.type.ts';

const ActorKind = {
  OPERATOR: 'operator',
  SYSTEM: 'system',
  API_KEY: 'api_key',
  MEMBER: 'member',
} as const;
registerEnumType(ActorKind, {
  name: 'ActorKind',
  description: 'Who acted.',
  valuesConfig: {
    OPERATOR: { description: 'An operator.' },
    SYSTEM: { description: 'The installation itself: jobs, commands, the demo.' },
    API_KEY: { description: 'An integration.' },
    MEMBER: { description: 'A member.' },
  },
});

/** A bulk act may have changed thousands of records: as many are shown. */
const shownChanges = 100;

/** Nouns whose changes are seen by everyone who sees members; the others are for who reads the audit log. */
const ofMembers: ReadonlySet<unknown> = new Set([
  'Member',
  'MemberIdentity',
  'MemberNote',
  'MemberConsent',
  'MemberMerge',
  'Order',
]);
const readsLog = ({ scope }: Decoding) => scope.permissions.has('AUDIT_READ');
const publicId = (type: unknown, id: unknown) =>
  typeof type === 'string' && isNoun(type) ? encodeId(type, String(id)) : String(id);
const forLogReaders = (value: unknown, decoding: Decoding) => (readsLog(decoding) ? value : null);

interface StoredChange {
  id: string;
  before: object | null;
  after: object | null;
}

@ObjectType({ description: 'What an act changed on one record. Personal data stands masked.' })
class AuditChange {
  @Field(() => ID, { description: 'The record.' })
  id!: string;

  @Field(() => JSONValue, { nullable: true, description: 'What changed, as it was; null when it was made.' })
  before!: object | null;

  @Field(() => JSONValue, {
    nullable: true,
    description: 'What changed, as it is since; null when it was deleted.',
  })
  after!: object | null;
}

@Stored({
  name: 'AuditEvent',
  table: 'audit_event',
  allow: 'MEMBER_READ',
  description:
    'Who did what to which records, when and from where. Never changed or deleted; chained by hash within a brand. The log as a whole needs AUDIT_READ; a member’s timeline shows what concerns the member.',
})
class AuditEvent {
  @Column(
    (row) => `${row}.seq::text`,
    () => BigInteger,
    'Its number in the chain of the brand, from 1.',
  )
  seq!: string;

  @Timestamp('at', 'When (UTC).')
  at!: Date;

  @Column('actor_kind', () => ActorKind, 'Who acted, by kind.')
  actorKind!: Actor['kind'] | 'api_key' | 'member';

  @One(
    () => Operator,
    (row, other) => `${other}.id = ${row}.actor_id and ${row}.actor_kind = 'operator'`,
    'The operator who acted; null for other actors.',
    { nullable: true },
  )
  actor!: Operator | null;

  @Column('action', () => String, 'Noun and verb, `member.update`.')
  action!: string;

  @Column('subject_type', () => String, 'The noun of the records, `Member`.')
  subjectType!: string;

  @Computed(
    { type: 'subject_type', changes: (row) => firstChanges(row) },
    ({ type, changes }) => (changes as StoredChange[]).map(({ id }) => publicId(type, id)),
    () => [ID],
    `The records that were changed, the first ${shownChanges}.`,
  )
  subjectIds!: string[];

  @Column(
    (row) => `jsonb_array_length(${row}.changes)`,
    () => Int,
    'How many records were changed.',
  )
  changeCount!: number;

  @ArgOf('of', () => ID, 'Only changes of this record, and of records that name it.')
  @Computed(
    ({ of }) => ({ type: 'subject_type', changes: (row) => firstChanges(row, of) }),
    ({ type, changes }, _args, decoding) =>
      readsLog(decoding) || ofMembers.has(type)
        ? (changes as StoredChange[]).map((change) => ({ ...change, id: publicId(type, change.id) }))
        : [],
    () => [AuditChange],
    `What was changed on each record, for the first ${shownChanges}. Without AUDIT_READ, for members and orders only.`,
  )
  changes!: AuditChange[];

  @Computed(
    { ip: 'ip' },
    ({ ip }, _args, decoding) => forLogReaders(ip, decoding),
    () => String,
    'The address it came from. Null without AUDIT_READ, and for jobs.',
    { nullable: true },
  )
  ip!: string | null;

  @Computed(
    { id: 'request_id' },
    ({ id }, _args, decoding) => forLogReaders(id, decoding),
    () => String,
    'The request, as it stands in the server’s log. Null without AUDIT_READ, and for jobs.',
    { nullable: true },
  )
  requestId!: string | null;

  @Column(
    (row) => `encode(${row}.hash, 'hex')`,
    () => String,
    'Its hash: of the event and the hash before it. Hexadecimal.',
  )
  hash!: string;
}

/** The first changes; of those of one record, which is named by its UUID and by its public id, when it is told. */
function firstChanges(row: string, of?: unknown): string {
  return `(select coalesce(jsonb_agg(c.value order by c.ordinality), '[]') from (select * from jsonb_array_elements(${row}.changes) with ordinality
    ${typeof of === 'string' ? `where ${concerns(of)}` : ''} limit ${shownChanges}) c)`;
}

function concerns(id: string): string {
  const decoded = decodeId(id);
  if (!decoded) return 'false';
  const key = decoded.noun.charAt(0).toLowerCase() + decoded.noun.slice(1);
  const named = JSON.stringify({ [key]: encodeId(decoded.noun, decoded.uuid) });
  return `(value->>'id' = '${decoded.uuid}' or value->'before' @> '${named}' or value->'after' @> '${named}')`;
}

@InputType({ description: 'Which events. What is left out restricts nothing.' })
class AuditFilter {
  @Field(() => [String], { nullable: true, description: 'Any of these acts, `member.update`.' })
  action?: string[] | null;

  @Field(() => [String], { nullable: true, description: 'On records of any of these nouns.' })
  subjectType?: string[] | null;

  @Field(() => ID, { nullable: true, description: 'That changed this record, or concern it.' })
  subjectId?: string | null;

  @Field(() => ID, { nullable: true, description: 'By this operator.' })
  actorId?: string | null;

  @Field(() => DateTimeRange, { nullable: true, description: 'In this span of time.' })
  at?: DateTimeRange | null;
}

export const auditEventList = defineList({
  name: 'AuditEvent',
  type: () => AuditEvent,
  where: (row) => `${row}.brand_id = kolony.current_brand()`,
  orders: { AT_DESC: [{ sql: 'at', type: 'timestamptz', descending: true }] },
  filterInput: () => AuditFilter,
  filter: ({ action, subjectType, subjectId, actorId, at }, { row, param }) => {
    const { from, to } = (at ?? {}) as DateTimeRange;
    return [
      ...(action ? [`${row}.action = any (${param(action)})`] : []),
      ...(subjectType ? [`${row}.subject_type = any (${param(subjectType)})`] : []),
      ...(subjectId != null
        ? [`${row}.id in (select kolony.audit_events_about(${param(anyUuid(String(subjectId)))}))`]
        : []),
      ...(actorId != null
        ? [`${row}.actor_id = ${param(uuidIn('Operator', String(actorId), 'actorId'))}`]
        : []),
      ...(from ? [`${row}.at >= ${param(from)}`] : []),
      ...(to ? [`${row}.at < ${param(to)}`] : []),
    ];
  },
});

function anyUuid(id: string): string {
  const decoded = decodeId(id);
  if (!decoded) throw badInput(userError('INVALID_VALUE', 'subjectId'));
  return decoded.uuid;
}

@ObjectType({ description: 'What a check of the brand’s whole audit log found.' })
export class AuditChain {
  @Field(() => BigInteger, { description: 'How many events there are.' })
  events!: number;

  @Field(() => Boolean, { description: 'Whether none was changed, removed or slipped in.' })
  intact!: boolean;

  @Field(() => BigInteger, {
    nullable: true,
    description:
      'Number of the first event that was changed, is missing or does not follow; null when intact.',
  })
  brokenAt!: number | null;
}
