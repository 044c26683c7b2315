import { encodeId } from '@kolony/domain/foundation/ids';
import { type NotificationKind, notificationKinds } from '@kolony/domain/notification/notification.kinds';
import { isNotificationKind, notificationText } from '@kolony/domain/notification/notification.text';
import { Field, ID, InputType, registerEnumType } from 'type-graphql';
import { Column, Computed, One, OneOf, Stored, Timestamp } from '../../reading/decorators.ts';
import { defineList } from '../../reading/list.ts';
import type { Node } from '../../reading/node.ts';
import { Operator } from '../operator/operator.type.ts';

const kinds = Object.entries(notificationKinds);
const Kinds: Record<string, string> = Object.fromEntries(kinds.map(([kind]) => [kind.toUpperCase(), kind]));
registerEnumType(Kinds, {
  name: 'NotificationKind',
  description: 'What a notification tells of.',
  valuesConfig: Object.fromEntries(
    kinds.map(([kind, { meaning }]) => [kind.toUpperCase(), { description: meaning }]),
  ),
});

const actorName = (row: string) => `(select o.name from operator o where o.id = ${row}.actor_id)`;

const targets = [...new Set(kinds.flatMap(([, { target }]) => target ?? []))];

/** SQL: the noun of the record that a notification leads to. */
const targetNoun = (row: string) =>
  `(case ${row}.kind ${kinds.map(([kind, { target }]) => `when '${kind}' then '${target ?? ''}'`).join(' ')} end)`;

/** SQL: the notifications of the caller that this build has words for. */
export const ownNotifications = (row: string) =>
  `${row}.operator_id = kolony.current_operator() and ${row}.kind in (${kinds.map(([kind]) => `'${kind}'`).join(', ')})`;

@Stored({
  name: 'Notification',
  table: 'notification',
  allow: 'SIGNED_IN',
  description:
    'Something that the caller is told: of the brand at work, or of their own account. Kept for 90 days once it was read, for a year when it was not.',
})
export class Notification {
  @Column('kind', () => Kinds, 'What it tells of.')
  kind!: NotificationKind;

  @Computed(
    { kind: 'kind', params: 'params', actor: actorName },
    ({ kind, params, actor }, _args, { scope }) =>
      isNotificationKind(kind)
        ? notificationText(kind, scope.locale, Object(params), typeof actor === 'string' ? actor : null)
        : String(kind),
    () => String,
    'What it says, in the language of the request.',
  )
  message!: string;

  @Computed(
    { kind: 'kind', target: 'target_id' },
    ({ kind, target }) => {
      const noun = isNotificationKind(kind) ? notificationKinds[kind].target : null;
      return noun && typeof target === 'string' ? encodeId(noun, target) : null;
    },
    () => ID,
    'The record that it leads to, which may be gone meanwhile: an import, a job, a seat, a brand, or the operator where it is about the account. Null where there is nothing to look at.',
    { nullable: true },
  )
  targetId!: string | null;

  @OneOf(
    targets,
    { noun: targetNoun, id: 'target_id' },
    'That record, as it is now; null when it is gone or out of reach.',
  )
  target!: Node | null;

  @One(
    () => Operator,
    (row, other) => `${other}.id = ${row}.actor_id`,
    'Who did it; null where that does not matter, or where it is nobody of the brand.',
    { nullable: true },
  )
  actor!: Operator | null;

  @Column(
    (row) => `(${row}.brand_id is null)`,
    () => Boolean,
    'Whether it is about the account of the caller rather than about the brand at work.',
  )
  ofAccount!: boolean;

  @Timestamp('read_at', 'When it was marked as read (UTC); null while it is unread.', { nullable: true })
  readAt!: Date | null;

  @Timestamp('created_at', 'When what it tells of happened (UTC).')
  createdAt!: Date;
}

@InputType({ description: 'Which notifications. What is left out restricts nothing.' })
class NotificationFilter {
  @Field(() => Boolean, {
    nullable: true,
    description: 'Only unread ones (true), or only read ones (false).',
  })
  unread?: boolean | null;
}

export const notificationList = defineList({
  name: 'Notification',
  type: () => Notification,
  where: ownNotifications,
  orders: { CREATED_AT_DESC: [{ sql: 'created_at', type: 'timestamptz', descending: true }] },
  filterInput: () => NotificationFilter,
  filter: ({ unread }, { row }) =>
    typeof unread === 'boolean' ? [`${row}.read_at is ${unread ? 'null' : 'not null'}`] : [],
});
