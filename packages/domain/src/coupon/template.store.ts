import type { ReadTransaction, Transaction } from '../foundation/database.ts';
import type { CouponCounts, CouponKind, CouponTemplate } from './template.rules.ts';

export interface StoredTemplate extends CouponTemplate {
  id: string;
  version: number;
  counts: CouponCounts;
}

interface RawTemplate {
  id: string;
  name: string;
  description: string;
  kind: CouponKind;
  amount_minor: string | null;
  percent: number | null;
  cap_minor: string | null;
  minimum_minor: string;
  channels: string[];
  skus: string[];
  stackable: boolean;
  first_day: string | null;
  last_day: string | null;
  valid_days: number | null;
  issue_limit: number | null;
  member_limit: number | null;
  budget_minor: string | null;
  active: boolean;
  version: number;
  issued_count: string;
  revoked_count: string;
  held_minor: string;
}

const columns = `t.*, t.starts_on::text as first_day, t.ends_on::text as last_day`;

/**
 * Templates, locked in the order of their ids: what was issued of them stands still until the end of the transaction. After
 * members and before coupons, as everybody does.
 */
export async function lockTemplates(
  tx: Transaction,
  ids: readonly string[],
): Promise<Map<string, StoredTemplate>> {
  const rows = await tx.query<RawTemplate>(
    `select ${columns} from coupon_template t where t.brand_id = $1 and t.id = any ($2::uuid[])
     order by t.id for no key update`,
    [tx.brandId, ids],
  );
  return new Map(rows.map((row) => [row.id, asTemplate(row)]));
}

/** Templates as they are. */
export async function loadTemplates(
  { query }: ReadTransaction,
  ids: readonly string[],
): Promise<Map<string, StoredTemplate>> {
  const rows = await query<RawTemplate>(
    `select ${columns} from coupon_template t where t.brand_id = kolony.current_brand() and t.id = any ($1::uuid[])`,
    [ids],
  );
  return new Map(rows.map((row) => [row.id, asTemplate(row)]));
}

function asTemplate(row: RawTemplate): StoredTemplate {
  const number = (text: string | null) => (text === null ? null : Number(text));
  return {
    id: row.id,
    name: row.name,
    description: row.description,
    kind: row.kind,
    amountMinor: number(row.amount_minor),
    percent: row.percent,
    capMinor: number(row.cap_minor),
    minimumMinor: Number(row.minimum_minor),
    channels: row.channels,
    skus: row.skus,
    stackable: row.stackable,
    startsOn: row.first_day,
    endsOn: row.last_day,
    validDays: row.valid_days,
    issueLimit: row.issue_limit,
    memberLimit: row.member_limit,
    budgetMinor: number(row.budget_minor),
    active: row.active,
    version: row.version,
    counts: {
      issued: Number(row.issued_count),
      revoked: Number(row.revoked_count),
      heldMinor: Number(row.held_minor),
    },
  };
}

/** The columns of a template that are set when it is made or changed, with the values of one. */
export const templateColumns =
  'name, description, kind, amount_minor, percent, cap_minor, minimum_minor, channels, skus, stackable, starts_on, ends_on, valid_days, issue_limit, member_limit, budget_minor, active';

export function templateValues(template: CouponTemplate): unknown[] {
  return [
    template.name,
    template.description,
    template.kind,
    template.amountMinor,
    template.percent,
    template.capMinor,
    template.minimumMinor,
    template.channels,
    template.skus,
    template.stackable,
    template.startsOn,
    template.endsOn,
    template.validDays,
    template.issueLimit,
    template.memberLimit,
    template.budgetMinor,
    template.active,
  ];
}
