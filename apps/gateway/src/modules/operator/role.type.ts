import {
  type Permission as PermissionName,
  permissions,
  type Role as RoleName,
} from '@kolony/domain/foundation/permissions';
import { Field, ObjectType, registerEnumType } from 'type-graphql';

const permissionDescriptions: Record<PermissionName, string> = {
  BRAND_READ: 'See the brand.',
  BRAND_UPDATE: 'Change the brand and its channels.',
  BRAND_CREATE: 'Make further brands.',
  OPERATOR_READ: 'See who works in the brand.',
  OPERATOR_MANAGE:
    'Invite operators, change their roles, remove them. Owners are the concern of owners alone.',
  MEMBER_READ: 'See members, their personal data masked.',
  MEMBER_WRITE: 'Create and change members, their tags, notes and consents.',
  MEMBER_MERGE: 'Merge two members, and undo it.',
  MEMBER_REVEAL: 'See personal data whole; each reading is recorded.',
  ORDER_READ: 'See orders and what is summed from them.',
  ORDER_WRITE: 'Record, refund and cancel orders.',
  IMPORT_READ: 'See imports.',
  IMPORT_RUN: 'Import files, and undo it.',
  JOB_READ: 'See the work that runs in the background.',
  JOB_MANAGE: 'Cancel and repeat jobs.',
  VIEW_SHARE: 'Share saved views with the brand.',
  AUDIT_READ: 'Read the audit log and check its chain.',
  POINTS_READ: 'See points and the ledger.',
  POINTS_WRITE: 'Give, take and redeem points; many at once wait for approval.',
  POINTS_APPROVE: 'Decide about adjustments of points that others asked for.',
  COUPON_ISSUE: 'Issue coupons, redeem them, give them back and take them back.',
  PROGRAMME_UPDATE: 'Change how points are earned, last and are spent, and what coupons there are.',
};

export const Permission = Object.fromEntries(permissions.map((permission) => [permission, permission]));
registerEnumType(Permission, {
  name: 'Permission',
  description: 'Something that a role may allow.',
  valuesConfig: Object.fromEntries(
    permissions.map((permission) => [permission, { description: permissionDescriptions[permission] }]),
  ),
});

/** The roles by their names in the schema; the values are those of the database. */
export const Role = {
  OWNER: 'owner',
  MANAGER: 'manager',
  MARKETER: 'marketer',
  COMMUNITY_MANAGER: 'community_manager',
  ANALYST: 'analyst',
  COMPLIANCE_OFFICER: 'compliance_officer',
  FINANCE: 'finance',
  VIEWER: 'viewer',
} as const satisfies Record<Uppercase<RoleName>, RoleName>;
registerEnumType(Role, {
  name: 'Role',
  description: 'What an operator is in a brand. `permissionMatrix` says what each may do.',
  valuesConfig: {
    OWNER: { description: 'Answers for the brand: may do everything. A brand has one at least.' },
    MANAGER: {
      description: 'Runs the brand from day to day; everything but making brands and appointing owners.',
    },
    MARKETER: { description: 'Plans campaigns; works with members and imports.' },
    COMMUNITY_MANAGER: { description: 'Talks with members.' },
    ANALYST: { description: 'Reads and reckons.' },
    COMPLIANCE_OFFICER: {
      description: 'Watches over the law: the audit log, and personal data where it must be seen.',
    },
    FINANCE: { description: 'Keeps the orders right.' },
    VIEWER: { description: 'Looks on.' },
  },
});

@ObjectType({ description: 'What a role may do in a brand.' })
export class RolePermissions {
  @Field(() => Role, { description: 'The role.' })
  role!: RoleName;

  @Field(() => [Permission], { description: 'All that it may do.' })
  permissions!: PermissionName[];
}
