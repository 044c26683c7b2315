import { awardBadge, revokeBadge } from '@kolony/domain/badge/badge.award.service';
import { createBadge } from '@kolony/domain/badge/badge.service';
import { keepBirthdays } from '@kolony/domain/birthday/birthday.service';
import { issueCoupon } from '@kolony/domain/coupon/issue.service';
import { redeemCoupons } from '@kolony/domain/coupon/redeem.service';
import { releaseCoupons } from '@kolony/domain/coupon/release.service';
import { revokeCoupon } from '@kolony/domain/coupon/revoke.service';
import { createTemplate } from '@kolony/domain/coupon/template.service';
import { recordEvent } from '@kolony/domain/earning/earning.service';
import { createRule } from '@kolony/domain/earning/rule.service';
import type { Transaction } from '@kolony/domain/foundation/database';
import { done, type Outcome } from '@kolony/domain/foundation/errors';
import { newId } from '@kolony/domain/foundation/ids';
import { type Role, roles } from '@kolony/domain/foundation/permissions';
import { brandScope, type Scope } from '@kolony/domain/foundation/scope';
import { upsertMembers } from '@kolony/domain/member/member.record.service';
import { mergeMembers } from '@kolony/domain/merge/merge.service';
import { recordOrders } from '@kolony/domain/order/order.record.service';
import { adjustPoints } from '@kolony/domain/points/adjustment.service';
import {
  earnPoints,
  giveBackPoints,
  redeemPoints,
  takeBackPoints,
} from '@kolony/domain/points/points.service';
import { createReward, decideRedemption, redeemReward } from '@kolony/domain/reward/reward.service';
import { calculateAll } from '@kolony/domain/standing/standing.calculate';
import type { TestBrand, TestGateway, TestOperator } from '../harness.ts';
import { tiers } from './world.tiers.ts';

/** Two brands with rows of every kind, nulls, ties and empty lists among them, and an operator for every role of each. */
export interface World {
  brands: [TestBrand, TestBrand];
  /** In the first brand, who has the same role in the second. */
  operators: Map<Role, TestOperator>;
}

const day = (n: number) => new Date(Date.UTC(2026, 0, n, 8, 30));
const pick = <T>(values: readonly T[], at: number): T => values[at % values.length] as T;

export async function makeWorld(gateway: TestGateway): Promise<World> {
  const first = await gateway.brand({ name: '茶馆' });
  const second = await gateway.brand({ name: 'Sake Bar', currency: 'JPY', timeZone: 'Asia/Tokyo' });
  const operators = new Map<Role, TestOperator>();
  for (const role of roles) operators.set(role, await gateway.operator(first, role));
  const ids = [...operators.values()].map(({ uuid }) => uuid);
  for (const [at, brand] of [first, second].entries()) {
    const write = (work: (tx: Transaction) => Promise<unknown>) =>
      inBrand(gateway, brandScope(brand.uuid), work);
    if (at === 1) await write((tx) => seats(tx, ids));
    await write(members);
    await write(orders);
    await write(merge);
    await write((tx) => records(tx, ids));
    await write((tx) => background(tx, ids));
    await write(imports);
    await write(points);
    await write(rewards);
    await write(coupons);
    await write(events);
    await write(badges);
    await keepBirthdays(gateway.database, brand.uuid, { now: new Date('2026-02-03T12:00:00Z') });
    await tiers(gateway.database, brandScope(brand.uuid));
    await calculateAll(gateway.database, brandScope(brand.uuid));
  }
  return { brands: [first, second], operators };
}

async function inBrand(gateway: TestGateway, scope: Scope, work: (tx: Transaction) => Promise<unknown>) {
  await gateway.database.write(scope, async (tx) => {
    await work(tx);
    return done(null);
  });
}

function expectDone<T>(outcome: Outcome<T>): T {
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.errors));
  return outcome.value;
}

async function seats(tx: Transaction, operators: string[]): Promise<void> {
  for (const [at, id] of operators.entries())
    await insert(tx, 'brand_operator', { id: newId(), operator_id: id, role: pick(roles, at) });
}

const memberCount = 16;

async function members(tx: Transaction): Promise<void> {
  const recorded = await upsertMembers(
    tx,
    Array.from({ length: memberCount }, (_, n) => ({
      identities: [
        { kind: 'external_id' as const, value: `M${n}` },
        ...(n % 3 === 0 ? [{ kind: 'phone' as const, value: `1381234567${n % 10}` }] : []),
        ...(n % 4 === 1 ? [{ kind: 'email' as const, value: `someone${n}@example.com` }] : []),
      ],
      displayName: n % 5 === 4 ? null : `${pick(['成员', '小明', 'Ann'], n)}${n}`,
      realName: n % 2 ? '王小明' : null,
      address: n % 3 ? '上海市静安区某路一号' : null,
      gender: pick(['female', 'male', null] as const, n),
      birthday: n % 4 ? `199${n % 10}-02-0${(n % 9) + 1}` : null,
      province: pick(['上海', '浙江', null], n),
      city: pick(['上海', '杭州', '宁波', null], n),
      interests: n % 3 ? ['茶', '书'].slice(0, n % 3) : null,
      joinedAt: day((n % 4) + 1),
      tags: [...(n % 2 ? ['常客'] : []), ...(n % 5 === 0 ? ['VIP'] : [])],
      note: n % 4 === 0 ? `备注 ${n}` : null,
      source: pick(['manual', 'import', 'api'] as const, n),
    })),
  );
  for (const one of recorded) if (one.kind === 'refused') throw new Error(JSON.stringify(one.errors));
  // One who has nothing at all.
  await insert(tx, 'member', { id: newId(), joined_at: day(2) });
}

async function orders(tx: Transaction): Promise<void> {
  const recorded = await recordOrders(
    tx,
    Array.from({ length: 26 }, (_, n) => ({
      orderNo: `NO-${n}`,
      channel: pick(['', '天猫', 'shop'], n),
      identities: [{ kind: 'external_id' as const, value: `M${(n * n) % 11}` }],
      status: pick(['paid', 'pending', 'paid', 'cancelled', 'refunded', 'paid'] as const, n),
      totalMinor: pick([1250, 0, 99_900, 1250], n),
      refundedMinor: n % 6 === 0 && n % 4 === 2 ? 300 : null,
      placedAt: day((n % 5) + 3),
      lines:
        n % 3 === 0
          ? null
          : Array.from({ length: n % 3 }, (_line, at) => ({
              sku: at ? null : `SKU-${n}`,
              productName: '乌龙茶',
              quantity: at + 1,
              unitPriceMinor: at ? null : 625,
            })),
      source: 'api' as const,
    })),
  );
  for (const { order } of recorded)
    if (order.kind === 'refused') throw new Error(JSON.stringify(order.errors));
  await tx.query(
    `insert into order_refund (brand_id, order_id, refund_no, amount_minor, refunded_at)
     select brand_id, id, 'R' || n, 50 * n, placed_at + interval '1 day' from "order", generate_series(1, 2) n
     where order_no in ('NO-2', 'NO-6')`,
  );
}

async function merge(tx: Transaction): Promise<void> {
  const byName = async (no: string) => {
    const [row] = await tx.query<{ id: string }>(
      'select member_id as id from member_identity where value = $1',
      [no],
    );
    return row?.id ?? '';
  };
  expectDone(await mergeMembers(tx, { keptId: await byName('M1'), mergedId: await byName('M12') }));
  expectDone(await mergeMembers(tx, { keptId: await byName('M1'), mergedId: await byName('M13') }));
}

async function records(tx: Transaction, operators: string[]): Promise<void> {
  // What can't be opened.
  await tx.query(
    `update member set real_name_sealed = decode('00', 'hex') where display_name like '%成员%' or display_name like '%小明%'`,
  );
  const rows = await tx.query<{ id: string }>('select id from member order by id limit 6');
  const purposes = ['membership', 'marketing_sms', 'sharing'];
  for (const [at, { id }] of rows.entries()) {
    for (let n = 0; n < at; n++) {
      await insert(tx, 'member_consent', {
        id: newId(),
        member_id: id,
        purpose: pick(purposes, n),
        granted: (n + at) % 2 === 0,
        policy_version: '2026-01',
        channel: 'mini program',
        at: day((n % 2) + 1),
      });
      await insert(tx, 'member_note', {
        id: newId(),
        member_id: id,
        body: `note ${n}`,
        author_id: n % 2 ? pick(operators, n) : null,
        created_at: day((n % 3) + 1),
      });
    }
  }
  for (const [at, operator] of operators.entries()) {
    await insert(tx, 'saved_view', {
      id: newId(),
      operator_id: operator,
      page: pick(['members', 'orders'], at),
      name: `view ${at}`,
      state_sealed: tx.keyring.seal(JSON.stringify({ at }), 'saved_view.state_sealed', tx.brandId),
      shared: at % 3 === 0,
    });
    if (at < 4)
      await insert(tx, 'invitation', {
        id: newId(),
        email: `invited${at}@example.com`,
        role: pick(roles, at),
        token_hash: Buffer.from(newId()),
        invited_by: at % 2 ? operator : null,
        expires_at: at % 2 ? new Date('2020-01-01') : new Date('2090-01-01'),
      });
  }
  for (const n of [1, 2])
    await insert(tx, 'brand_channel', {
      id: newId(),
      platform: pick(['wechat', 'tmall'], n),
      account_name: `account ${n}`,
      url: n === 1 ? null : 'https://example.com/shop',
      position: n,
    });
}

async function background(tx: Transaction, operators: string[]): Promise<void> {
  const [member] = await tx.query<{ id: string }>('select id from member order by id limit 1');
  const statuses = ['queued', 'running', 'retrying', 'completed', 'cancelled', 'dead'];
  for (const [at, status] of statuses.entries()) {
    const id = newId();
    await insert(tx, 'job', {
      id,
      name: pick(['member.export', 'mail.send', 'import.run'], at),
      status,
      subject_type: pick(['Import', 'Member', 'Nothing', null], at),
      subject_id: at === 1 ? (member?.id ?? null) : newId(),
      progress_total: at % 2 ? 10 : null,
      error: status === 'dead' ? 'INTERNAL' : null,
      created_by: at % 2 ? pick(operators, at) : null,
      created_at: day((at % 3) + 1),
    });
    if (at % 2) {
      const file = newId();
      const permissions = pick(
        [
          ['MEMBER_READ'],
          ['IMPORT_RUN'],
          ['ORDER_READ', 'MEMBER_READ'],
          ['MEMBER_READ', 'IMPORT_RUN'],
        ] as const,
        at,
      );
      await insert(tx, 'stored_file', {
        id: file,
        name: `${at}.csv`,
        content_type: 'text/csv',
        size: at === 1 ? -1 : 12,
        sha256: Buffer.from('00', 'hex'),
        permissions,
      });
      await insert(tx, 'job_report', { job_id: id, total: at, file_id: file });
    }
    for (const [n, operator] of operators.entries())
      await insert(tx, 'notification', {
        id: newId(),
        operator_id: operator,
        kind: pick(['job_died', 'export_ready', 'bulk_completed', 'unheard_of'], at + n),
        params: { job: 'member.export', done: 3, unchanged: 1, failed: 0, error: 'INTERNAL' },
        target_id: n % 2 ? id : newId(),
        actor_id: n % 3 ? operator : null,
        read_at: at % 2 ? day(9) : null,
        created_at: day((at % 2) + 1),
      });
  }
}

async function imports(tx: Transaction): Promise<void> {
  const [file] = await tx.query<{ id: string }>('select id from stored_file limit 1');
  for (const [at, status] of ['uploaded', 'checked', 'completed'].entries()) {
    const id = newId();
    await insert(tx, 'import', {
      id,
      kind: pick(['orders', 'members'], at),
      status,
      file_id: file?.id,
      file_name: `file ${at}.csv`,
      layout: {
        chosen: { encoding: null, delimiter: null, sheet: null },
        format: 'csv',
        encoding: at ? 'utf-8' : null,
        delimiter: at ? ',' : null,
        sheet: null,
        sheets: [],
        headerLine: 1,
        columns: at ? [{ header: 'Phone', suggestedField: null, confidence: 0 }] : [],
        questions: [],
      },
      mapping: {
        columns: {},
        dateOrder: null,
        decimalSeparator: null,
        amountScope: null,
        timeZone: 'Asia/Shanghai',
        channel: '',
      },
      samples_sealed: tx.keyring.seal(JSON.stringify([['13812345678']]), 'import.samples_sealed', tx.brandId),
      mends_sealed:
        at === 1
          ? tx.keyring.seal(JSON.stringify({ '2:0': 'mended' }), 'import.mends_sealed', tx.brandId)
          : null,
      run_started_at: at === 2 ? day(3) : null,
      created_at: day(2),
    });
    for (let line = 1; line <= at * 3; line++)
      await insert(tx, 'import_problem', {
        id: newId(),
        import_id: id,
        line: Math.ceil(line / 2) + 1,
        position: line % 2,
        column_index: line % 2 ? 0 : null,
        field: line % 2 ? 'phone' : null,
        code: 'REQUIRED',
        value_sealed: line % 2 ? tx.keyring.seal('x', 'import_problem.value_sealed', tx.brandId) : null,
        phase: pick(['check', 'run'], line),
      });
  }
}

async function points(tx: Transaction): Promise<void> {
  await tx.query('update points_programme set below_zero = true');
  const rows = await tx.query<{ id: string }>(
    'select id from member where merged_into is null order by id limit 8',
  );
  for (const [at, { id: memberId }] of rows.entries()) {
    const availableAt = pick([day(1), null, undefined], at);
    const earn = {
      memberId,
      points: 40 + at,
      key: `earn ${at}`,
      ...(availableAt === undefined ? {} : { availableAt }),
    };
    const entryId = expectDone(await earnPoints(tx, { ...earn, reason: at % 2 ? '点评' : null }));
    if (at % 3 === 0) {
      const spent = expectDone(await redeemPoints(tx, { memberId, points: 30, key: `redeem ${at}` }));
      if (at % 2) expectDone(await giveBackPoints(tx, { entryId: spent, key: `give back ${at}` }));
    }
    // More than is left: some of it is owed.
    if (at < 5) expectDone(await takeBackPoints(tx, { entryId, points: 25, key: `take back ${at}` }));
    expectDone(
      await adjustPoints(tx, { memberId, points: pick([5, 5000], at), reason: 'sorry', key: `adjust ${at}` }),
    );
  }
}

async function rewards(tx: Transaction): Promise<void> {
  const kinds = ['gift', 'service'] as const;
  const ids: string[] = [];
  for (const n of [0, 1, 2]) {
    const input = { name: `礼品 ${n}`, kind: pick(kinds, n), points: 1 + n, stock: n === 1 ? 5 : null };
    ids.push(expectDone(await createReward(tx, input)));
  }
  const rows = await tx.query<{ id: string }>(
    'select member_id as id from points_wallet where available > 9 order by 1',
  );
  for (const [at, { id: memberId }] of rows.entries()) {
    const id = expectDone(await redeemReward(tx, { memberId, rewardId: pick(ids, at), key: `reward ${at}` }));
    if (at % 3 === 1) expectDone(await decideRedemption(tx, { id, action: 'cancel', note: 'x' }));
    if (at % 3 === 2) expectDone(await decideRedemption(tx, { id, action: 'fulfil' }));
  }
}

async function events(tx: Transaction): Promise<void> {
  const rule = { event: 'check_in', effect: 'base', points: 2 } as const;
  expectDone(await createRule(tx, { name: '签到', ...rule }));
  const rows = await tx.query<{ id: string }>(
    'select id from member where merged_into is null order by id limit 5',
  );
  for (const [at, { id: memberId }] of rows.entries())
    for (const event of ['check_in', 'share'] as const)
      expectDone(
        await recordEvent(tx, { memberId, event, key: `${event} ${at}`, reason: at % 2 ? '分享' : null }),
      );
}

async function badges(tx: Transaction): Promise<void> {
  const look = { icon: 'star', color: '#aa7700' } as const;
  const byHand = { ...look, criterion: 'by_hand', period: 'ever' } as const;
  const ids = [
    expectDone(await createBadge(tx, { name: '热心', ...byHand })),
    expectDone(
      await createBadge(tx, { name: '签到', ...look, criterion: 'streak', target: 3, period: 'month' }),
    ),
    expectDone(
      await createBadge(tx, { name: '大客户', ...look, criterion: 'spend', amount: '100', period: 'year' }),
    ),
    expectDone(
      await createBadge(tx, { name: '分享', ...look, criterion: 'events', event: 'share', target: 1 }),
    ),
  ];
  const rows = await tx.query<{ id: string }>(
    'select id from member where merged_into is null order by id limit 4',
  );
  for (const [at, { id: memberId }] of rows.entries()) {
    const id = expectDone(
      await awardBadge(tx, { memberId, badgeId: pick(ids, at), note: at % 2 ? '谢谢' : null }),
    );
    if (at % 3 === 1) expectDone(await revokeBadge(tx, { id, reason: '误发' }));
  }
}

async function coupons(tx: Transaction): Promise<void> {
  const common = { stackable: true, memberLimit: 9 };
  const templates = [
    await createTemplate(tx, {
      name: '立减',
      kind: 'amount',
      amount: '5',
      validDays: 30,
      budget: '500',
      ...common,
    }),
    await createTemplate(tx, {
      name: '九折',
      kind: 'percent',
      percent: 10,
      cap: '50',
      startsOn: '2026-01-01',
      endsOn: '2099-12-31',
      minimum: '20',
      channels: ['shop'],
      ...common,
    }),
    await createTemplate(tx, {
      name: '停发',
      kind: 'amount',
      amount: '1',
      validDays: 1,
      active: false,
      skus: ['x'],
    }),
  ].map(expectDone);
  const rows = await tx.query<{ id: string }>(
    'select id from member where merged_into is null order by id limit 8',
  );
  for (const [at, { id: memberId }] of rows.entries()) {
    const [one = '', two = ''] = templates;
    const issue = async (templateId: string) =>
      expectDone(await issueCoupon(tx, { templateId, memberId, key: `coupon ${at} ${templateId}` }));
    const couponIds = [await issue(one), await issue(two)];
    if (at % 4 === 1) expectDone(await revokeCoupon(tx, { id: couponIds[0] ?? '' }));
    if (at % 4 < 2) continue;
    const order = { amount: '100', channel: 'shop', orderNo: at === 2 ? null : `coupons ${at}` };
    const id = expectDone(await redeemCoupons(tx, { couponIds, order, key: `use ${at}` }));
    if (at === 3) expectDone(await releaseCoupons(tx, { id, note: 'x' }));
  }
}

/** Puts a row into a table of the brand. */
async function insert(tx: Transaction, table: string, row: Record<string, unknown>): Promise<void> {
  const columns = Object.entries({ brand_id: tx.brandId, ...row });
  await tx.query(
    `insert into "${table}" (${columns.map(([name]) => name).join(', ')}) values (${columns.map((_, at) => `$${at + 1}`).join(', ')})`,
    columns.map(([, value]) => value),
  );
}
