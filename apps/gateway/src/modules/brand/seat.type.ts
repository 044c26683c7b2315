import type { Role as RoleName } from '@kolony/domain/foundation/permissions';
import { Int } from 'type-graphql';
import { Column, One, Stored, Timestamp } from '../../reading/decorators.ts';
import { Operator } from '../operator/operator.type.ts';
import { Role } from '../operator/role.type.ts';

@Stored({
  name: 'BrandOperator',
  table: 'brand_operator',
  allow: 'OPERATOR_READ',
  description: 'An operator’s seat in the brand: who works here, as what.',
})
export class BrandOperator {
  @Column(
    'version',
    () => Int,
    'Goes up by one with every change; an update names the one that it is based on.',
  )
  version!: number;

  @One(
    () => Operator,
    (row, other) => `${other}.id = ${row}.operator_id`,
    'The person.',
  )
  operator!: Operator;

  @Column('role', () => Role, 'Their role in this brand.')
  role!: RoleName;

  @Timestamp('created_at', 'When they joined the brand (UTC).')
  createdAt!: Date;
}

@Stored({
  name: 'Invitation',
  table: 'invitation',
  allow: 'OPERATOR_READ',
  description: 'An invitation into the brand that has not been accepted. It can be for seven days.',
})
export class Invitation {
  @Column('email', () => String, 'Who is invited.')
  email!: string;

  @Column('role', () => Role, 'The role that they will have.')
  role!: RoleName;

  @Timestamp('expires_at', 'Until when it can be accepted (UTC).')
  expiresAt!: Date;

  @Timestamp('created_at', 'When it was sent (UTC).')
  createdAt!: Date;

  @Column(
    (row) => `(${row}.expires_at <= now())`,
    () => Boolean,
    'Whether it is too late to accept it.',
  )
  expired!: boolean;

  @One(
    () => Operator,
    (row, other) => `${other}.id = ${row}.invited_by`,
    'Who sent it; null when they are no longer known here.',
    {
      nullable: true,
    },
  )
  invitedBy!: Operator | null;
}
