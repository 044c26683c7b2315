import { followBadges } from '../badge/badge.follow.ts';
import { type BadgeInput, createBadge } from '../badge/badge.service.ts';
import { createRule } from '../earning/rule.service.ts';
import type { Database, Transaction } from '../foundation/database.ts';
import { done, type Outcome } from '../foundation/errors.ts';
import { brandScope } from '../foundation/scope.ts';

const badges: BadgeInput[] = [
  {
    name: '初次相遇',
    description: '完成第一笔订单',
    icon: 'leaf',
    color: '#3f8f5b',
    criterion: 'orders',
    target: 1,
  },
  {
    name: '常来常往',
    description: '一年内完成六笔订单',
    icon: 'heart',
    color: '#c2476b',
    criterion: 'orders',
    target: 6,
    period: 'year',
  },
  {
    name: '七日签到',
    description: '一个月内连续签到七天',
    icon: 'flame',
    color: '#d9662b',
    criterion: 'streak',
    target: 7,
    period: 'month',
  },
  {
    name: '年度挚友',
    description: '一年内消费满 3000 元',
    icon: 'crown',
    color: '#b7791f',
    criterion: 'spend',
    amount: '3000',
    period: 'year',
  },
  { name: '热心茶友', description: '感谢您的建议', icon: 'chat', color: '#3a6ea5', criterion: 'by_hand' },
];

/** What members of a demo brand did beside ordering, and the badges that they have for it. Made once. */
export async function addDemoEngagement(database: Database, brandId: string): Promise<void> {
  const scope = brandScope(brandId);
  const isNew = await database.write(scope, async (tx) => {
    const [existing] = await tx.query('select 1 from badge where brand_id = $1 limit 1', [tx.brandId]);
    if (existing) return done(false);
    await addEvents(tx);
    // Switched on below, where all who have reached one are due anyway: no job needs to go through them.
    for (const badge of badges) expectDone(await createBadge(tx, { ...badge, active: false }));
    await tx.query('update badge set active = true where brand_id = $1', [tx.brandId]);
    expectDone(await createRule(tx, { name: '生日祝福', event: 'birthday', effect: 'base', points: 88 }));
    // As if nothing had run for some days: so there are birthdays to be seen.
    await tx.query(
      `insert into birthday_progress (brand_id, kept_through) values ($1, (now() at time zone 'Asia/Shanghai')::date - 4)`,
      [tx.brandId],
    );
    await tx.query('delete from badge_due where brand_id = $1', [tx.brandId]);
    await tx.query(
      'insert into badge_due (brand_id, member_id) select brand_id, id from member where brand_id = $1 and order_count > 0',
      [tx.brandId],
    );
    return done(true);
  });
  if (!isNew.ok || !isNew.value) return;
  await followBadges(database, brandId);
}

/** Check-ins, day after day, of those who ordered lately, and what some of them shared and reviewed. */
async function addEvents(tx: Transaction): Promise<void> {
  await tx.query(
    `insert into member_event (brand_id, id, member_id, event, at, key)
     select m.brand_id, gen_random_uuid(), m.id, e.event, e.at, 'demo:' || e.event || ':' || m.id || ':' || e.at
     from (select m.*, row_number() over (order by m.last_order_at desc, m.id) as n from member m
         where m.brand_id = $1 and m.last_order_at is not null limit 60) m
       cross join lateral (
         select 'check_in' as event, now() - d * interval '1 day' - (m.n * 7 % 300) * interval '1 minute' as at
         from generate_series(0, 24) d where (d + m.n) % (2 + m.n % 7) <> 0
         union all select 'share', now() - m.n * interval '9 hours' where m.n % 3 = 0
         union all select 'review', now() - m.n * interval '13 hours' where m.n % 4 = 0
       ) e
     where e.at > m.joined_at`,
    [tx.brandId],
  );
}

function expectDone(outcome: Outcome<string>): void {
  if (!outcome.ok) throw new Error(`the demo's badges were refused: ${JSON.stringify(outcome.errors)}`);
}
