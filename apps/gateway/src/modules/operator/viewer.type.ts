import { encodeId } from '@kolony/domain/foundation/ids';
import {
  type Permission as PermissionName,
  permissionMatrix,
  type Role as RoleName,
  roles,
} from '@kolony/domain/foundation/permissions';
import { ID, Int } from 'type-graphql';
import { Column, Computed, Many, One, Stored } from '../../reading/decorators.ts';
import { Brand } from '../brand/brand.type.ts';
import { ownNotifications } from '../notification/notification.type.ts';
import { Operator } from './operator.type.ts';
import { Permission, Role } from './role.type.ts';

const roleHere = (row: string) =>
  `(select s.role from brand_operator s where s.brand_id = kolony.current_brand() and s.operator_id = ${row}.id)`;

function permissionsOf(role: unknown): PermissionName[] {
  const known = roles.find((one) => one === role);
  return known ? [...permissionMatrix[known]] : [];
}

@Stored({
  name: 'Seat',
  table: 'brand_operator',
  allow: 'SIGNED_IN',
  description: 'A brand in which the caller works, and as what.',
})
export class Seat {
  @One(
    () => Brand,
    (row, other) => `${other}.id = ${row}.brand_id`,
    'The brand.',
  )
  brand!: Brand;

  @Column('role', () => Role, 'The caller’s role there.')
  role!: RoleName;
}

@Stored({
  name: 'Viewer',
  table: 'operator',
  allow: 'SIGNED_IN',
  description: 'Who is calling, and what they may do in the brand at work.',
})
export class Viewer {
  @One(
    () => Operator,
    (row, other) => `${other}.id = ${row}.id`,
    'The operator who is signed in.',
  )
  operator!: Operator;

  @Computed(
    { id: 'id' },
    (_columns, _args, { scope }) => scope.sessionId && encodeId('OperatorSession', scope.sessionId),
    () => ID,
    'The session of this request.',
  )
  sessionId!: string;

  @One(
    () => Brand,
    (_row, other) => `${other}.id = kolony.current_brand()`,
    'The brand of the Kolony-Brand header; without it the one that the operator joined first. Null for who works in none.',
    { nullable: true },
  )
  brand!: Brand | null;

  @Column(roleHere, () => Role, 'The role in that brand; null without a brand.', { nullable: true })
  role!: RoleName | null;

  @Computed(
    { role: roleHere },
    ({ role }) => permissionsOf(role),
    () => [Permission],
    'What the role in that brand allows: what isn’t in here is not offered.',
  )
  permissions!: PermissionName[];

  @Many(
    () => Seat,
    (row, other) => `${other}.operator_id = ${row}.id`,
    (other) => `${other}.created_at, ${other}.brand_id`,
    'Every brand that the operator works in, in the order in which they joined.',
  )
  seats!: Seat[];

  @Column(
    (row) =>
      `coalesce((select c.totp_enabled_at is not null from operator_credential c where c.operator_id = ${row}.id), false)`,
    () => Boolean,
    'Whether a code of an authenticator app is asked for at sign-in.',
  )
  totpEnabled!: boolean;

  @Column(
    (row) => `(select count(*) from recovery_code r where r.operator_id = ${row}.id and r.used_at is null)`,
    () => Int,
    'How many recovery codes have not been used yet.',
  )
  recoveryCodesLeft!: number;

  @Column(
    (row) =>
      `(select count(*) from notification n where n.operator_id = ${row}.id and n.read_at is null and ${ownNotifications('n')})`,
    () => Int,
    'How many notifications are unread: of the brand at work and of the account.',
  )
  unreadNotificationCount!: number;
}
