/** Everything that can be permitted. A resolver, a field or a job names one of these. */
export const permissions = [
  'BRAND_READ',
  'BRAND_UPDATE',
  'BRAND_CREATE',
  'OPERATOR_READ',
  'OPERATOR_MANAGE',
  'MEMBER_READ',
  'MEMBER_WRITE',
  'MEMBER_MERGE',
  'MEMBER_REVEAL',
  'ORDER_READ',
  'ORDER_WRITE',
  'IMPORT_READ',
  'IMPORT_RUN',
  'JOB_READ',
  'JOB_MANAGE',
  'VIEW_SHARE',
  'AUDIT_READ',
  'POINTS_READ',
  'POINTS_WRITE',
  'POINTS_APPROVE',
  'COUPON_ISSUE',
  'PROGRAMME_UPDATE',
] as const;
export type Permission = (typeof permissions)[number];

export const roles = [
  'owner',
  'manager',
  'marketer',
  'community_manager',
  'analyst',
  'compliance_officer',
  'finance',
  'viewer',
] as const;
export type Role = (typeof roles)[number];

const reading: Permission[] = [
  'BRAND_READ',
  'OPERATOR_READ',
  'MEMBER_READ',
  'ORDER_READ',
  'IMPORT_READ',
  'JOB_READ',
  'POINTS_READ',
];

/** The permission matrix: what each role may do in a brand. The one place where that is said. */
export const permissionMatrix: Readonly<Record<Role, ReadonlySet<Permission>>> = {
  owner: new Set(permissions),
  manager: new Set(permissions.filter((permission) => permission !== 'BRAND_CREATE')),
  marketer: new Set([
    ...reading,
    'MEMBER_WRITE',
    'IMPORT_RUN',
    'JOB_MANAGE',
    'VIEW_SHARE',
    'POINTS_WRITE',
    'COUPON_ISSUE',
    'PROGRAMME_UPDATE',
  ]),
  community_manager: new Set([
    ...reading,
    'MEMBER_WRITE',
    'MEMBER_REVEAL',
    'VIEW_SHARE',
    'POINTS_WRITE',
    'COUPON_ISSUE',
  ]),
  analyst: new Set([...reading, 'VIEW_SHARE']),
  compliance_officer: new Set([...reading, 'MEMBER_REVEAL', 'AUDIT_READ', 'VIEW_SHARE']),
  finance: new Set([...reading, 'ORDER_WRITE', 'AUDIT_READ', 'POINTS_WRITE', 'POINTS_APPROVE']),
  viewer: new Set(reading),
};
