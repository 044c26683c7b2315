import { newCode } from '../coupon/coupon.code.ts';
import { faceOf, validityOf } from '../coupon/template.rules.ts';
import { type CouponTemplateInput, createTemplate } from '../coupon/template.service.ts';
import { loadTemplates, type StoredTemplate } from '../coupon/template.store.ts';
import type { Transaction } from '../foundation/database.ts';
import type { Outcome } from '../foundation/errors.ts';
import { newId } from '../foundation/ids.ts';
import { brandTerms } from '../member/member.store.ts';
import { createReward } from '../reward/reward.service.ts';

const day = 86_400_000;
const templates: CouponTemplateInput[] = [
  {
    name: '会员立减 20 元',
    description: '全场可用，每单限一张。',
    kind: 'amount',
    amount: '20',
    minimum: '99',
    validDays: 30,
    memberLimit: 3,
    budget: '20000',
  },
  {
    name: '老客九折',
    description: '最多优惠 50 元，可与其他可叠加的优惠券同时使用。',
    kind: 'percent',
    percent: 10,
    cap: '50',
    validDays: 45,
    stackable: true,
    issueLimit: 500,
    budget: '8000',
  },
  {
    name: '满 300 减 50',
    kind: 'amount',
    amount: '50',
    minimum: '300',
    validDays: 20,
    stackable: true,
  },
];

/** Coupons of a demo brand: some used for orders that there are, some that can be used, some that have expired. Made once. */
export async function addDemoCoupons(tx: Transaction): Promise<void> {
  const [existing] = await tx.query('select 1 from coupon_template where brand_id = $1 limit 1', [
    tx.brandId,
  ]);
  if (existing) return;
  const ids: string[] = [];
  for (const template of templates) ids.push(expectDone(await createTemplate(tx, template)));
  const made = await loadTemplates(tx, ids);
  for (const [at, id] of ids.entries()) {
    const template = made.get(id);
    if (template) await issueDemoCoupons(tx, template, at);
  }
  const [couponTemplateId = null] = ids;
  const coupon = { name: '20 元优惠券', kind: 'coupon', points: 400, couponTemplateId } as const;
  expectDone(await createReward(tx, { ...coupon, memberLimit: 1, limitPeriod: 'month' }));
}

interface DemoOrder {
  member_id: string;
  order_no: string | null;
  channel: string;
  total: string;
  placed_at: Date;
}

/** Members who bought lately used theirs for it; others still have one, or had. */
async function issueDemoCoupons(tx: Transaction, template: StoredTemplate, at: number): Promise<void> {
  const { timeZone } = await brandTerms(tx);
  const buyers = await tx.query<DemoOrder>(
    `select distinct on (o.member_id) o.member_id, o.order_no, o.channel, o.total_minor as total, o.placed_at
     from "order" o join member m on m.brand_id = o.brand_id and m.id = o.member_id and m.merged_into is null
     where o.brand_id = $1 and o.status = 'paid' and o.placed_at > $2::timestamptz - interval '90 days' and o.placed_at <= $2
       and o.total_minor >= greatest($3::bigint, 100)
       and not exists (select from coupon_redemption r where r.brand_id = o.brand_id and r.order_no = o.order_no)
     order by o.member_id, o.placed_at desc limit 60`,
    [tx.brandId, tx.now, template.minimumMinor],
  );
  const others = await tx.query<{ id: string }>(
    `select id from member where brand_id = $1 and merged_into is null and id <> all ($2::uuid[]) order by id desc limit 40`,
    [tx.brandId, buyers.map(({ member_id }) => member_id)],
  );
  const uses = buyers.map((order, n) => {
    const placedAt = new Date(order.placed_at);
    const issuedAt = new Date(placedAt.getTime() - ((n % 9) + 1) * day);
    return { ...couponOf(template, order.member_id, issuedAt, timeZone, tx.now), order, placedAt };
  });
  const kept = others.map(({ id }, n) => {
    const issuedAt = new Date(tx.now.getTime() - ((n * 7 + at) % 75) * day);
    return couponOf(template, id, issuedAt, timeZone, tx.now);
  });
  const total = (n: number) => Number(uses[n]?.order.total ?? 0);
  const used = uses.map((coupon, n) => {
    const discount = discountOn(template, total(n));
    const isOver = coupon.expires_at <= tx.now;
    return {
      ...coupon,
      order: undefined,
      status: 'redeemed',
      redemption_id: newId(),
      ended_at: coupon.placedAt,
      discount_minor: discount,
      paid_minor: total(n),
      held_minor: isOver ? discount : faceOf(template),
      order_no: coupon.order.order_no,
      channel: coupon.order.channel,
    };
  });
  const rows = JSON.stringify(used);
  await tx.query(
    `insert into coupon_redemption (brand_id, id, member_id, key, channel, order_no, amount_minor, discount_minor, created_at)
     select $2, r.redemption_id, r.member_id, 'demo:' || r.redemption_id, r.channel, r.order_no,
       r.paid_minor + r.discount_minor, r.discount_minor, r.ended_at
     from jsonb_to_recordset($1) r(redemption_id uuid, member_id uuid, channel text, order_no text, paid_minor bigint,
       discount_minor bigint, ended_at timestamptz)`,
    [rows, tx.brandId],
  );
  await tx.query(
    `insert into coupon (brand_id, id, template_id, member_id, code, key, status, starts_at, expires_at, held_minor,
       discount_minor, paid_minor, redemption_id, issued_at, ended_at)
     select $2, r.id, $3, r.member_id, r.code, 'demo:' || r.id, r.status, r.issued_at, r.expires_at, r.held_minor,
       coalesce(r.discount_minor, 0), coalesce(r.paid_minor, 0), r.redemption_id, r.issued_at, r.ended_at
     from jsonb_to_recordset($1) r(id uuid, member_id uuid, code text, status text, issued_at timestamptz,
       expires_at timestamptz, held_minor bigint, discount_minor bigint, paid_minor bigint, redemption_id uuid,
       ended_at timestamptz)`,
    [JSON.stringify([...used, ...kept]), tx.brandId, template.id],
  );
  await tx.query(
    `insert into coupon_use (brand_id, redemption_id, position, coupon_id, template_id, discount_minor)
     select $2, r.redemption_id, 0, r.id, $3, r.discount_minor
     from jsonb_to_recordset($1) r(redemption_id uuid, id uuid, discount_minor bigint)`,
    [rows, tx.brandId, template.id],
  );
}

function couponOf(template: StoredTemplate, memberId: string, issuedAt: Date, timeZone: string, now: Date) {
  const { expiresAt } = validityOf(template, issuedAt, timeZone);
  const isOver = expiresAt <= now;
  return {
    id: newId(),
    member_id: memberId,
    code: newCode(),
    status: isOver ? 'expired' : 'usable',
    issued_at: issuedAt,
    expires_at: expiresAt,
    held_minor: isOver ? 0 : faceOf(template),
    ended_at: isOver ? expiresAt : null,
  };
}

/** What a coupon had taken off an order that then came to so much. */
function discountOn(template: StoredTemplate, paidMinor: number): number {
  const { percent } = template;
  const share =
    percent === null ? Number.POSITIVE_INFINITY : Math.floor((paidMinor * percent) / (100 - percent));
  return Math.min(faceOf(template), share);
}

function expectDone<T>(outcome: Outcome<T>): T {
  if (!outcome.ok) throw new Error(`the demo's coupons were refused: ${JSON.stringify(outcome)}`);
  return outcome.value;
}
