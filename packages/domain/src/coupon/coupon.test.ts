import { expect, test } from 'vitest';
import { makeBrand } from '../../tests/story.ts';
import type { Outcome } from '../foundation/errors.ts';
import { memberScope } from '../foundation/scope.ts';
import { onBehalf } from '../member-access/on-behalf.ts';
import { mergeMembers, undoMerge } from '../merge/merge.service.ts';
import { cancelOrder, refundOrder } from '../order/order.service.ts';
import { expireDue, releaseDue } from './coupon.settle.ts';
import { couponStory } from './coupon.story.ts';
import { issueCoupon } from './issue.service.ts';
import { quoteCoupons, redeemCoupons, type UseCoupons } from './redeem.service.ts';
import { releaseCoupons } from './release.service.ts';
import { couponReport } from './report.service.ts';
import { revokeCoupon } from './revoke.service.ts';
import { createTemplate, updateTemplate } from './template.service.ts';

test('fifty at once get no more than the budget holds, than there are, or than a member may have', async () => {
  const { act, template, member, counts, added } = await couponStory();
  const members = await Promise.all(Array.from({ length: 25 }, (_, n) => member(`m${n}`)));
  const all = members.flatMap((memberId) => [1, 2].map((n) => ({ memberId, key: `${memberId} ${n}` })));
  for (const [limits, most, code] of [
    [{ budget: '209' }, 10, 'COUPON_BUDGET_SPENT'],
    [{ issueLimit: 10 }, 10, 'COUPON_ISSUE_LIMIT_REACHED'],
    [{ memberLimit: 1 }, 25, 'COUPON_MEMBER_LIMIT_REACHED'],
  ] as const) {
    const templateId = await template(limits);
    const outcomes = await Promise.all(
      all.map(({ memberId, key }) =>
        act((tx) => issueCoupon(tx, { templateId, memberId, key: `${templateId} ${key}` })),
      ),
    );
    expect(outcomes.filter(({ ok }) => ok)).toHaveLength(most);
    expect(new Set(outcomes.flatMap((one) => (one.ok ? [] : one.errors.map((error) => error.code))))).toEqual(
      new Set([code]),
    );
    expect(await counts(templateId)).toEqual([most, 0, 0, 0, most * 2000, 0, 0]);
    expect(await added(templateId)).toEqual(await counts(templateId));
  }
});

test('the same key is the same coupon, at once or later; with something else it is refused', async () => {
  const { act, template, member, counts, row } = await couponStory();
  const [lin, wei, templateId] = [await member('Lin'), await member('Wei'), await template()];
  const same = await Promise.all(
    Array.from({ length: 20 }, () => act((tx) => issueCoupon(tx, { templateId, memberId: lin, key: 'one' }))),
  );
  expect(new Set(same.map((outcome) => outcome.ok && outcome.value)).size).toBe(1);
  expect(await counts(templateId)).toEqual([1, 0, 0, 0, 2000, 0, 0]);
  expect(await row(`select count(*)::int as n from audit_event where action = 'coupon.issue'`)).toEqual({
    n: 1,
  });
  await expect(act((tx) => issueCoupon(tx, { templateId, memberId: wei, key: 'one' }))).rejects.toThrow(
    'idempotency key',
  );
});

test('all that is wrong is told at once: of the coupons and of the order, for a use and for a quote', async () => {
  const { act, database, brand, template, member, issue, row } = await couponStory();
  const [lin, wei] = [await member('Lin'), await member('Wei')];
  const templateId = await template();
  const [id, others] = [await issue(templateId, lin), await issue(templateId, wei)];
  const order = {
    amount: '1.999',
    channel: 'x'.repeat(101),
    lines: Array.from({ length: 501 }, () => ({ sku: 'A', amount: '1' })),
  };
  const unknown = 'HHHHH-HHHHH-HHHHH-HHHH';
  const wrong = { couponIds: [id, id], codes: ['?', unknown], order };
  const ofOrder = [
    ['TOO_MANY', 'order.lines'],
    ['AMOUNT_INVALID', 'order.amount'],
    ['TOO_LONG', 'order.channel'],
  ];
  const told = [
    ['COUPON_NAMED_TWICE', 'couponIds.1'],
    ['COUPON_CODE_INVALID', 'codes.0'],
    ['COUPON_UNKNOWN', 'codes.1'],
    ...ofOrder,
  ];
  const problems = (outcome: Outcome<unknown>) =>
    outcome.ok ? [] : outcome.errors.map(({ code, field }) => [code, field.join('.')]);
  const quote = (input: UseCoupons) => database.read(brand.scope, (tx) => quoteCoupons(tx, input));
  const use = (input: UseCoupons) => act((tx) => redeemCoupons(tx, { ...input, key: 'wrong' }));
  for (const doIt of [quote, use]) {
    expect(problems(await doIt(wrong))).toEqual(told);
    expect(problems(await doIt({ order }))).toEqual([['REQUIRED', 'couponIds'], ...ofOrder]);
    expect(problems(await doIt({ couponIds: [id, others], order: { ...order, lines: [] } }))).toEqual([
      ['COUPON_OF_ANOTHER', 'couponIds'],
      ...ofOrder.slice(1),
    ]);
  }
  expect(await row('select from coupon_redemption')).toBeUndefined();
});

test('fifty at once redeem a coupon once; a retry with the key is the same redemption', async () => {
  const { template, member, issue, redeem, counts, added, state } = await couponStory();
  const templateId = await template();
  const id = await issue(templateId, await member());
  const outcomes = await Promise.all(Array.from({ length: 50 }, () => redeem([id], '100')));
  expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1);
  expect(outcomes.flatMap((one) => (one.ok ? [] : one.errors))[0]).toMatchObject({
    code: 'COUPON_USED',
    field: ['couponIds', '0'],
  });
  expect(await counts(templateId)).toEqual([1, 1, 0, 0, 2000, 2000, 8000]);
  const other = await issue(templateId, await member());
  const same = await Promise.all(Array.from({ length: 10 }, () => redeem([other], '100', 'same')));
  expect(new Set(same.map((outcome) => outcome.ok && outcome.value)).size).toBe(1);
  expect(await added(templateId)).toEqual(await counts(templateId));
  await expect(redeem([id], '100', 'same')).rejects.toThrow('idempotency key');
  expect(await state(other)).toBe('redeemed');
});

test('what is given back can be used again, and the budget holds whatever is used, given back and issued', async () => {
  const { done, codes, template, member, issue, redeem, counts, added, state, pass, brand, database } =
    await couponStory();
  const terms = { kind: 'percent', amount: null, percent: 10, cap: '50', budget: '100' } as const;
  const templateId = await template(terms);
  const lin = await member();
  const [one, two] = [await issue(templateId, lin), await issue(templateId, lin)];
  const third = () => codes((tx) => issueCoupon(tx, { templateId, memberId: lin, key: 'third' }));
  const used = await redeem([one], '100');
  // It gave 10 of 50; the rest stays held, for it may come back.
  expect(await counts(templateId)).toEqual([2, 1, 0, 0, 10_000, 1000, 9000]);
  expect(await third()).toEqual(['COUPON_BUDGET_SPENT']);
  const redemption = used.ok ? used.value : '';
  await done((tx) => releaseCoupons(tx, { id: redemption }));
  expect(await codes((tx) => releaseCoupons(tx, { id: redemption }))).toEqual(['COUPON_REDEMPTION_RELEASED']);
  expect([await state(one), await counts(templateId)]).toEqual(['usable', [2, 0, 0, 0, 10_000, 0, 0]]);
  expect((await redeem([one], '100')).ok).toBe(true);
  await done((tx) => revokeCoupon(tx, { id: two }));
  expect(await codes((tx) => revokeCoupon(tx, { id: one }))).toEqual(['COUPON_USED']);
  expect(await third()).toEqual([]);
  // Once its time is over it can't come back: what it didn't give is free.
  await pass(40);
  expect(await expireDue(database, brand.id)).toBe(2);
  expect(await expireDue(database, brand.id)).toBe(0);
  expect(await counts(templateId)).toEqual([3, 1, 1, 1, 1000, 1000, 9000]);
  expect(await added(templateId)).toEqual(await counts(templateId));
});

test('an order that is cancelled or refunded gives its coupons back by itself; one whose time is over has expired', async () => {
  const { act, done, template, member, issue, redeem, order, state, pass, brand, database } =
    await couponStory();
  const templateId = await template();
  const lin = await member();
  const [one, two] = [await issue(templateId, lin), await issue(templateId, lin)];
  const [a, b] = [await order(lin, 'A'), await order(lin, 'B', { status: 'paid' })];
  expect((await redeem([one], '100', 'a', 'A')).ok).toBe(true);
  expect((await redeem([two], '100', 'b', 'B')).ok).toBe(true);
  const again = await redeem([await issue(templateId, lin)], '100', 'c', 'A');
  expect(again.ok ? [] : again.errors.map(({ code }) => code)).toEqual(['COUPON_ORDER_TAKEN']);
  await done((tx) => refundOrder(tx, { id: b, refundNo: 'R1', amountMinor: 4000 }));
  await done((tx) => cancelOrder(tx, { id: a }));
  expect(await releaseDue(database, brand.id)).toBe(1);
  expect(await releaseDue(database, brand.id)).toBe(0);
  // A part of it alone gives nothing back.
  expect([await state(one), await state(two)]).toEqual(['usable', 'redeemed']);
  await pass(40);
  await done((tx) => refundOrder(tx, { id: b, refundNo: 'R2', amountMinor: 6000 }));
  expect(await releaseDue(database, brand.id)).toBe(1);
  expect(await state(two)).toBe('expired');
  const ended = await act((tx) =>
    quoteCoupons(tx, { memberId: lin, order: { amount: '100', orderNo: 'B' } }),
  );
  expect(ended.ok ? [] : ended.errors.map(({ code }) => code)).toEqual(['COUPON_ORDER_ENDED']);
});

test('what a quote says is what is redeemed; nothing is stored before, and an order of one’s own is taken as it is', async () => {
  const { act, done, template, member, issue, order, counts, row } = await couponStory();
  const lin = await member();
  const [twenty, tenth, alone] = [
    await template({ stackable: true, minimum: '99' }),
    await template({ kind: 'percent', amount: null, percent: 10, cap: '50', stackable: true }),
    await template({ amount: '25' }),
  ];
  const ids = [await issue(tenth, lin), await issue(twenty, lin), await issue(alone, lin)];
  const orderId = await order(lin, 'A', { totalMinor: 10_001 });
  const quoted = await done((tx) => quoteCoupons(tx, { memberId: lin, order: { orderId } }));
  expect([quoted.amountMinor, quoted.discountMinor]).toEqual([10_001, 2800]);
  expect(
    quoted.steps.map(({ couponId, discountMinor, reason }) => [
      ids.indexOf(couponId),
      reason ?? discountMinor,
    ]),
  ).toEqual([
    [1, 2000],
    [0, 800],
    [2, 'NOT_COMBINABLE'],
  ]);
  expect(await row('select count(*)::int as n from coupon_redemption')).toEqual({ n: 0 });
  const together = await act((tx) =>
    redeemCoupons(tx, { memberId: lin, couponIds: ids, key: 'x', order: { orderId } }),
  );
  expect(together.ok ? [] : together.errors.map(({ code, field }) => [code, ...field])).toEqual([
    ['COUPON_NOT_COMBINABLE', 'couponIds', '2'],
  ]);
  await done((tx) =>
    redeemCoupons(tx, { memberId: lin, couponIds: ids.slice(0, 2), key: 'x', order: { orderId } }),
  );
  expect(await row('select amount_minor::int, discount_minor::int, order_no from coupon_redemption')).toEqual(
    {
      amount_minor: 10_001,
      discount_minor: 2800,
      order_no: 'A',
    },
  );
  expect(await counts(tenth)).toEqual([1, 1, 0, 0, 5000, 800, 7201]);
});

test('what is named wrongly, isn’t the member’s, or is another brand’s is refused and changes nothing', async () => {
  const { database, brand, act, codes, template, member, issue, redeem, order, state, row } =
    await couponStory();
  const [lin, wei, templateId] = [await member('Lin'), await member('Wei'), await template()];
  const [mine, theirs] = [await issue(templateId, lin), await issue(templateId, wei)];
  const of = (outcome: Awaited<ReturnType<typeof redeem>>) =>
    outcome.ok ? [] : outcome.errors.map(({ code }) => code);
  expect(of(await redeem([], '100'))).toEqual(['REQUIRED']);
  expect(of(await redeem([mine, theirs], '100'))).toEqual(['COUPON_OF_ANOTHER']);
  expect(of(await redeem([mine, mine], '100'))).toEqual(['COUPON_NAMED_TWICE']);
  expect(
    of(
      await redeem(
        Array.from({ length: 21 }, () => mine),
        '100',
      ),
    ),
  ).toEqual(['TOO_MANY']);
  for (const amount of ['-1', '0.001', 'x', '1e3', '99999999999999999']) {
    expect(of(await redeem([mine], amount))).toEqual(['AMOUNT_INVALID']);
  }
  const own = (couponIds: string[], over: object = {}) =>
    codes((tx) =>
      redeemCoupons(tx, { memberId: lin, couponIds, key: 'own', order: { amount: '100', ...over } }),
    );
  expect(await own([theirs])).toEqual(['COUPON_UNKNOWN']);
  expect(await own([mine], { amount: null })).toEqual(['COUPON_ORDER_NOT_ONE']);
  expect(await own([mine], { orderId: mine })).toEqual(['COUPON_ORDER_NOT_ONE']);
  await order(wei, 'W', { status: 'paid' });
  expect(await own([mine], { orderNo: 'W' })).toEqual(['COUPON_ORDER_OF_ANOTHER']);
  const quoted = await act(
    (tx) => quoteCoupons(tx, { memberId: lin, couponIds: [mine], order: { amount: '100', orderNo: 'W' } }),
    onBehalf(memberScope(lin, brand.id)).scope,
  );
  expect(quoted).toMatchObject({ ok: true, value: { discountMinor: 2000 } });
  const paid = await order(lin, 'L', { status: 'paid' });
  expect(await own([mine], { amount: null, orderId: paid })).toEqual(['COUPON_ORDER_NOT_PENDING']);
  const lines = Array.from({ length: 2 }, () => ({ sku: 'x', amount: '999999999999' }));
  expect(await own([mine], { lines })).toEqual(['AMOUNT_INVALID']);

  const other = await makeBrand(database, 'Other');
  const code = (await row<{ code: string }>('select code from coupon where id = $1', [mine]))?.code ?? '';
  for (const named of [{ couponIds: [mine] }, { codes: [code] }]) {
    const outcome = await act(
      (tx) => redeemCoupons(tx, { ...named, key: 'k', order: { amount: '100' } }),
      other.scope,
    );
    expect(outcome.ok ? [] : outcome.errors.map((error) => error.code)).toEqual(['COUPON_UNKNOWN']);
  }
  await expect(
    act((tx) => issueCoupon(tx, { templateId, memberId: lin, key: 'k' }), other.scope),
  ).rejects.toThrow('No such member');
  await expect(act((tx) => revokeCoupon(tx, { id: mine }), other.scope)).rejects.toThrow('No such coupon');
  expect(await state(mine)).toBe('usable');
});

test('what coupons are good for stays as it was promised; limits may change, but not below what was issued', async () => {
  const { codes, done, template, member, issue, row } = await couponStory();
  const id = await template({ name: 'a', issueLimit: 5, budget: '100' });
  const input = { id, name: 'a', kind: 'amount', amount: '20', validDays: 30 } as const;
  await done((tx) => updateTemplate(tx, { ...input, amount: '30', version: 1 }));
  await done((tx) => updateTemplate(tx, { ...input, version: 2 }));
  await issue(id, await member());
  await issue(id, await member());
  const change = (over: object) => codes((tx) => updateTemplate(tx, { ...input, version: 3, ...over }));
  expect(await change({ amount: '30', minimum: '9', stackable: true })).toEqual(
    Array.from({ length: 3 }, () => 'COUPON_TERMS_FIXED'),
  );
  expect(await change({ issueLimit: 1, budget: '39.99' })).toEqual([
    'COUPON_LIMIT_BELOW_ISSUED',
    'COUPON_BUDGET_BELOW_HELD',
  ]);
  expect(await change({ issueLimit: 2, budget: '40', validDays: 7, active: false })).toEqual([]);
  expect(
    await codes((tx) => issueCoupon(tx, { templateId: id, memberId: id, key: 'k' })).catch(String),
  ).toContain('No such member');
  const lin = await member();
  expect(await codes((tx) => issueCoupon(tx, { templateId: id, memberId: lin, key: 'k' }))).toEqual([
    'COUPON_TEMPLATE_PAUSED',
  ]);
  expect(await change({ version: 1 })).toEqual(['VERSION_OUTDATED']);
  const over = await template({ name: 'over', validDays: null, endsOn: '2020-01-01' });
  expect(await codes((tx) => issueCoupon(tx, { templateId: over, memberId: lin, key: 'o' }))).toEqual([
    'COUPON_TEMPLATE_ENDED',
  ]);
  expect(
    await codes((tx) => createTemplate(tx, { name: 'a', kind: 'amount', amount: '1', validDays: 1 })),
  ).toEqual(['COUPON_NAME_TAKEN']);
  expect(
    await codes((tx) =>
      createTemplate(tx, {
        name: ' ',
        kind: 'percent',
        amount: '0.001',
        percent: 101,
        validDays: 0,
        minimum: '-1',
      }),
    ),
  ).toEqual([
    'REQUIRED',
    'REQUIRED',
    'COUPON_FIELD_UNUSED',
    'AMOUNT_INVALID',
    'AMOUNT_INVALID',
    'OUT_OF_RANGE',
    'OUT_OF_RANGE',
  ]);
  await expect(
    done((tx) =>
      tx.query('update coupon_template set held_minor = 0').then(() => ({ ok: true, value: null })),
    ),
  ).rejects.toThrow('permission denied');
  expect(await row('select held_minor::int as held from coupon_template where id = $1', [id])).toEqual({
    held: 4000,
  });
});

test('coupons go over with a merge and come back; both at once with redeeming keep them whole', async () => {
  const { act, done, template, member, issue, redeem, row, counts, added } = await couponStory();
  const [lin, wei, templateId] = [await member('Lin'), await member('Wei'), await template()];
  const [used, held] = [await issue(templateId, wei), await issue(templateId, wei)];
  expect((await redeem([used], '100')).ok).toBe(true);
  const owner = async (id: string) =>
    (await row<{ member_id: string }>('select member_id from coupon where id = $1', [id]))?.member_id;
  const [merge] = await Promise.all([
    done((tx) => mergeMembers(tx, { keptId: lin, mergedId: wei })),
    act((tx) => revokeCoupon(tx, { id: held })),
  ]);
  expect([await owner(used), await owner(held)]).toEqual([lin, lin]);
  expect(await row('select member_id from coupon_redemption')).toEqual({ member_id: lin });
  await done((tx) => undoMerge(tx, { id: merge.id }));
  expect([await owner(used), await owner(held)]).toEqual([wei, wei]);
  expect(await row('select member_id from coupon_redemption')).toEqual({ member_id: wei });
  expect(await counts(templateId)).toEqual(await added(templateId));
});

test('the report adds up to what happened, day by day and in all; an order with two coupons counts once', async () => {
  const { done, database, brand, template, member, issue, redeem, pass, admin } = await couponStory();
  const [one, two] = [await template({ stackable: true }), await template({ stackable: true, amount: '5' })];
  const lin = await member();
  const [a, b] = [await issue(one, lin), await issue(two, lin)];
  const [c, d] = [await issue(one, lin), await issue(two, lin)];
  expect((await redeem([a, b], '100')).ok).toBe(true);
  const back = await redeem([c], '50');
  await done((tx) => releaseCoupons(tx, { id: back.ok ? back.value : '' }));
  await done((tx) => revokeCoupon(tx, { id: d }));
  const ask = (over: object = {}) => done((tx) => couponReport(tx, { interval: 'day', ...over }));
  const { total, templates, periods, currency } = await ask();
  expect(total).toEqual({
    issued: 4,
    redeemed: 2,
    expired: 0,
    revoked: 1,
    issuedAndRedeemed: 2,
    discountMinor: 2500n,
    orders: 1,
    paidMinor: 7500n,
  });
  expect(currency).toBe('CNY');
  expect(
    templates.map(({ id, figures }) => [id, figures.discountMinor, figures.orders, figures.paidMinor]),
  ).toEqual([
    [one, 2000n, 1, 7500n],
    [two, 500n, 1, 7500n],
  ]);
  expect(periods).toHaveLength(30);
  expect(periods.at(-1)?.figures).toEqual(total);
  expect((await ask({ templateId: two })).total).toMatchObject({
    issued: 2,
    discountMinor: 500n,
    paidMinor: 7500n,
  });
  expect((await ask({ to: '2020-01-02', from: '2020-01-01' })).total).toMatchObject({
    issued: 0,
    paidMinor: 0n,
  });
  await admin.query("update coupon set issued_at = issued_at - interval '31 days' where status = 'usable'");
  await pass(31);
  // Over, whether the job has noted it or not.
  const before = (await ask()).total;
  expect(before).toMatchObject({ issued: 3, expired: 1 });
  await expireDue(database, brand.id);
  expect((await ask()).total).toEqual(before);
});
