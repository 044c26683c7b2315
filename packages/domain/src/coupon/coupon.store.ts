import type { ReadTransaction } from '../foundation/database.ts';
import type { CouponStatus, HeldCoupon } from './discount.rules.ts';
import { loadTemplates } from './template.store.ts';

/** A coupon with whose it is, and its code. */
export interface StoredCoupon extends HeldCoupon {
  memberId: string;
  code: string;
  name: string;
}

interface RawCoupon {
  id: string;
  template_id: string;
  member_id: string;
  code: string;
  status: CouponStatus;
  starts_at: Date;
  expires_at: Date;
}

/** Coupons by their ids or their codes, in no order; what isn't there is left out. */
export async function findCoupons(
  tx: ReadTransaction,
  { ids, codes }: { ids: readonly string[]; codes: readonly string[] },
): Promise<StoredCoupon[]> {
  return await load(tx, 'c.id = any ($1::uuid[]) or c.code = any ($2::text[])', [ids, codes], '');
}

/** What a member has and can use, or will: what expires first, first; at most so many. */
export async function usableOf(tx: ReadTransaction, memberId: string, most: number): Promise<StoredCoupon[]> {
  return await load(
    tx,
    `c.member_id = $1 and c.status = 'usable' and c.expires_at > now()`,
    [memberId],
    `order by c.expires_at, c.id limit ${most}`,
  );
}

async function load(
  tx: ReadTransaction,
  where: string,
  values: readonly unknown[],
  rest: string,
): Promise<StoredCoupon[]> {
  const rows = await tx.query<RawCoupon>(
    `select c.id, c.template_id, c.member_id, c.code, c.status, c.starts_at, c.expires_at from coupon c
     where c.brand_id = kolony.current_brand() and (${where}) ${rest}`,
    values,
  );
  const templates = await loadTemplates(tx, [...new Set(rows.map((row) => row.template_id))]);
  return rows.flatMap((row): StoredCoupon[] => {
    const terms = templates.get(row.template_id);
    return terms
      ? [
          {
            id: row.id,
            templateId: row.template_id,
            memberId: row.member_id,
            code: row.code,
            name: terms.name,
            terms,
            status: row.status,
            startsAt: new Date(row.starts_at),
            expiresAt: new Date(row.expires_at),
          },
        ]
      : [];
  });
}
