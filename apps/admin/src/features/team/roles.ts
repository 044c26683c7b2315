import type { Permission, Role } from '../../gql/graphql.ts';

/** From the one who may do everything to the one who only looks. */
export const roles = [
  'OWNER',
  'MANAGER',
  'MARKETER',
  'COMMUNITY_MANAGER',
  'ANALYST',
  'COMPLIANCE_OFFICER',
  'FINANCE',
  'VIEWER',
] as const satisfies Role[];

export const groups = ['brand', 'operators', 'members', 'orders', 'points', 'imports', 'oversight'] as const;
type Group = (typeof groups)[number];

/** Where each permission stands. A new one of the schema doesn't compile until it has its place. */
const groupOf: Record<Permission, Group> = {
  BRAND_READ: 'brand',
  BRAND_UPDATE: 'brand',
  BRAND_CREATE: 'brand',
  OPERATOR_READ: 'operators',
  OPERATOR_MANAGE: 'operators',
  MEMBER_READ: 'members',
  MEMBER_WRITE: 'members',
  MEMBER_MERGE: 'members',
  MEMBER_REVEAL: 'members',
  ORDER_READ: 'orders',
  ORDER_WRITE: 'orders',
  IMPORT_READ: 'imports',
  IMPORT_RUN: 'imports',
  JOB_READ: 'imports',
  JOB_MANAGE: 'imports',
  VIEW_SHARE: 'oversight',
  AUDIT_READ: 'oversight',
  POINTS_READ: 'points',
  POINTS_WRITE: 'points',
  POINTS_APPROVE: 'points',
  COUPON_ISSUE: 'points',
  PROGRAMME_UPDATE: 'points',
};

const permissions = Object.keys(groupOf).filter((key): key is Permission => key in groupOf);

export function permissionsOf(group: Group): Permission[] {
  return permissions.filter((permission) => groupOf[permission] === group);
}
