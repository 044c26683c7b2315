import { afterAll, describe, expect, test } from 'vitest';
import { done } from '../foundation/errors.ts';
import { newId, noId } from '../foundation/ids.ts';
import { brandScope, systemScope } from '../foundation/scope.ts';
import { codesOf, goodPassword, openTestDatabase, valueIn } from '../operator/operator.test-kit.ts';
import { signIn } from '../operator/sign-in.service.ts';
import { amountsOfBrand } from './brand.amounts.ts';
import { createBrand, type UpdateBrand, updateBrand } from './brand.service.ts';
import { openBrandKit } from './brand.test-kit.ts';
import { callerOf } from './caller.service.ts';
import { changeRole } from './seat.service.ts';
import { ensureSetupToken, setUp } from './setup.service.ts';

const { db, write, inBrand, newBrand, colleague, rolesIn, actionsIn } = await openBrandKit();
afterAll(() => db.close());

describe('set-up', () => {
  const input = {
    brandName: '晨露茶饮',
    timeZone: 'Asia/Shanghai',
    currency: 'CNY',
    name: '林晓',
    password: goodPassword,
    session: 'cookie',
    userAgent: null,
  } as const;

  test('of several at once, with any printed link, one wins; then it is over', async () => {
    const own = await openTestDatabase();
    try {
      const paths = [await ensureSetupToken(own.database), await ensureSetupToken(own.database)];
      const tokens = paths.map(
        (path) => new URL(path ?? '', 'http://localhost').searchParams.get('token') ?? '',
      );
      const set = (token: string, email: string) =>
        setUp(own.database, systemScope(), { ...input, token, email });
      expect(codesOf(await set('guessed', 'a@example.com'))).toEqual(['LINK_INVALID']);
      expect(codesOf(await set(tokens[0] ?? '', 'a'))).toEqual(['EMAIL_INVALID']);
      const all = await Promise.all(
        tokens.flatMap((token, n) => [set(token, `a${n}@example.com`), set(token, `b${n}@example.com`)]),
      );
      expect(all.filter(({ ok }) => ok)).toHaveLength(1);
      expect(new Set(all.flatMap(codesOf))).toEqual(new Set(['SETUP_DONE']));
      const session = all.map((one) => (one.ok ? one.value : undefined)).find(Boolean);
      const caller = await callerOf(own.database, systemScope(), session?.token ?? '', undefined);
      expect(caller?.scope.role).toBe('owner');
      expect(await ensureSetupToken(own.database)).toBeUndefined();
      const links = await own.database.read(systemScope(), (tx) =>
        tx.query(
          `select actor_kind, subject_type, changes from audit_event where action = 'installation.setup_link'`,
        ),
      );
      const changes = [{ id: noId, before: {}, after: {} }];
      expect(links).toEqual(
        paths.map(() => ({ actor_kind: 'system', subject_type: 'Installation', changes })),
      );
      const left = await own.database.read(systemScope(), (tx) =>
        tx.query('select 1 as n from one_time_token'),
      );
      expect(left).toEqual([]);
    } finally {
      await own.close();
    }
  });
});

describe('a brand', () => {
  test('made by an operator has them as its owner', async () => {
    const first = await colleague(await newBrand(), 'owner');
    const brandId = newId();
    const input = { name: '山野咖啡', timeZone: 'Asia/Tokyo', currency: 'JPY' };
    expect(
      codesOf(
        await write({ ...first.scope, brandId }, (tx) =>
          createBrand(tx, { ...input, name: '', timeZone: 'x' }),
        ),
      ),
    ).toEqual(['REQUIRED', 'TIME_ZONE_INVALID']);
    valueIn(await write({ ...first.scope, brandId }, (tx) => createBrand(tx, input)));
    expect(await rolesIn(brandId)).toEqual(['owner']);
    expect(await actionsIn(brandId)).toEqual(['brand.create', 'brand_operator.create']);
  });

  test('is changed by version, with all problems at once, and its channels as a whole', async () => {
    const brandId = await newBrand();
    const { scope } = await colleague(brandId, 'manager');
    const update = (input: UpdateBrand) => write(scope, (tx) => updateBrand(tx, input));
    expect(
      codesOf(await update({ version: 1, name: '', primaryColor: 'red', logoUrl: 'x', currency: 'RMB' })),
    ).toEqual(['REQUIRED', 'LOGO_INVALID', 'COLOR_INVALID', 'CURRENCY_INVALID']);
    const channels = [
      { platform: 'wechat', accountName: '晨露茶饮' },
      { platform: 'douyin', accountName: '晨露茶饮' },
    ];
    valueIn(await update({ version: 1, story: '第一行\r\n第二行', currency: 'HKD', channels }));
    expect(codesOf(await update({ version: 1, name: 'x' }))).toEqual(['VERSION_OUTDATED']);
    const before = await inBrand<{ id: string }>(brandId, 'select id from brand_channel order by position');
    const next = [
      { platform: 'tmall', accountName: '旗舰店', url: 'https://shop.example.com' },
      ...channels.slice(0, 1),
    ];
    valueIn(await update({ version: 2, channels: next }));
    const after = await inBrand<{ id: string; platform: string }>(
      brandId,
      'select id, platform from brand_channel order by position',
    );
    expect(after.map(({ platform }) => platform)).toEqual(['tmall', 'wechat']);
    expect(after[1]?.id).toBe(before[0]?.id);
    valueIn(await update({ version: 3, channels: next }));
    const [row] = await inBrand(brandId, 'select version, story, currency from brand');
    expect(row).toEqual({ version: 3, story: '第一行\n第二行', currency: 'HKD' });
    expect((await actionsIn(brandId)).slice(2)).toEqual([
      'brand.channels_replace',
      'brand.update',
      'brand.channels_replace',
    ]);
  });

  test('another picture of the same size is a change, told in the audit log by its hash', async () => {
    const brandId = await newBrand();
    const { scope } = await colleague(brandId, 'manager');
    const picture = (last: number) => {
      const bytes = Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), Buffer.alloc(500, 7)]);
      bytes[bytes.length - 1] = last;
      return `data:image/png;base64,${bytes.toString('base64')}`;
    };
    valueIn(await write(scope, (tx) => updateBrand(tx, { version: 1, logoUrl: picture(1) })));
    valueIn(await write(scope, (tx) => updateBrand(tx, { version: 2, logoUrl: picture(2) })));
    expect(await inBrand(brandId, 'select version, logo_url from brand')).toEqual([
      { version: 3, logo_url: picture(2) },
    ]);
    const [event] = await inBrand<{ was: string; is: string }>(
      brandId,
      `select changes #>> '{0,before,logoUrl}' as was, changes #>> '{0,after,logoUrl}' as is
       from audit_event where action = 'brand.update' order by seq desc limit 1`,
    );
    expect(event?.is).toMatch(/^data:image\/png;base64,… \(\d+ characters, SHA-256 [\da-f]{16}…\)$/);
    expect(event?.was).not.toBe(event?.is);
  });

  test('of two changes of one version at once, one wins', async () => {
    const brandId = await newBrand();
    const { scope } = await colleague(brandId, 'manager');
    const both = await Promise.all(
      ['甲', '乙'].map((name) => write(scope, (tx) => updateBrand(tx, { version: 1, name }))),
    );
    expect(both.flatMap(codesOf)).toEqual(['VERSION_OUTDATED']);
  });

  describe('with amounts in its currency keeps that', () => {
    const tier = `with m as (insert into tier (brand_id, id, name, color, threshold) values ($1, $2, 'T', '#aaaaaa', 0))`;
    const benefit = (cost: number) =>
      `insert into tier_benefit (brand_id, id, tier_id, kind, name, yearly_cost_minor) values ($1, $2, $2, 'priority', 'B', ${cost})`;
    const badge = (of: string, target: number | null) =>
      `insert into badge (brand_id, id, name, icon, color, criterion, target, period)
       values ($1, $2, 'B', 'star', '#aaaaaa', '${of}', ${target}, 'ever')`;
    const rule = (per: number | null, minimum: number | null) =>
      `insert into earning_rule (brand_id, id, name, event, effect, points, per_minor, minimum_minor)
       values ($1, $2, 'R', 'order_paid', 'base', 1, ${per}, ${minimum})`;
    const settings = (method: string) =>
      `with other as (select $2::uuid) insert into standing_setting (brand_id, method, recency_days, frequency_orders, monetary_minor,
         new_days, growing_days, dormant_days, version)
       values ($1, '${method}', '{1,2,3,4}', '{1,2,3,4}', '{1,2,3,4}', 1, 2, 3, 1)`;
    test.each<[what: string, statements: string[], fixed: boolean]>([
      ['nothing', [], false],
      [
        'an order',
        [
          'insert into member (brand_id, id) values ($1, $2)',
          `insert into "order" (brand_id, id, member_id, order_no, status, currency, total_minor, placed_at)
           values ($1, $2, $2, 'A1', 'paid', 'CNY', 100, now())`,
        ],
        true,
      ],
      [
        'coupons',
        [
          `insert into coupon_template (brand_id, id, name, kind, amount_minor, valid_days) values ($1, $2, 'C', 'amount', 1, 1)`,
        ],
        true,
      ],
      ['a benefit with its cost', [`${tier} select $1`, benefit(1)], true],
      ['a benefit without', [`${tier} select $1`, benefit(0)], false],
      ['a badge for spending', [badge('spend', 5)], true],
      ['a badge for orders', [badge('orders', 5)], false],
      ['a rule for each so much', [rule(100, null)], true],
      ['a rule from so much on', [rule(null, 1)], true],
      ['a rule for any order', [rule(null, 0)], false],
      ['thresholds of scores', [settings('threshold')], true],
      ['scores by fifths', [settings('quintile')], false],
    ])('%s', async (_, statements, fixed) => {
      const brandId = await newBrand();
      const { scope } = await colleague(brandId, 'owner');
      await write(brandScope(brandId), async (tx) => {
        const id = newId();
        for (const statement of statements) await tx.query(statement, [brandId, id]);
        return done(null);
      });
      const change = (changes: Partial<UpdateBrand>) =>
        write(scope, (tx) => updateBrand(tx, { version: 1, ...changes }));
      expect(codesOf(await change({ currency: 'USD' }))).toEqual(fixed ? ['CURRENCY_IN_USE'] : []);
      if (fixed) valueIn(await change({ currency: 'CNY', name: '晨露' }));
    });

    test('and every amount of the schema is thought of', async () => {
      const rows = await inBrand<{ name: string }>(
        await newBrand(),
        `select distinct c.relname as name from pg_class c join pg_attribute a on a.attrelid = c.oid
         where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and a.attname like '%\\_minor'`,
      );
      const others = {
        badge: 'in its target',
        coupon: 'of a template',
        coupon_redemption: 'of coupons',
        coupon_use: 'of coupons',
        member: 'of orders',
        member_standing: 'of orders',
        order_earning: 'of orders',
        order_line: 'of orders',
        order_refund: 'of orders',
        points_programme: 'every brand has one',
      };
      expect([...rows.map(({ name }) => name), 'badge'].sort()).toEqual(
        [...new Set([...Object.keys(amountsOfBrand), ...Object.keys(others)])].sort(),
      );
    });
  });
});

describe('the caller', () => {
  test('is who holds the session, in the brand that is named, with the role of that moment', async () => {
    const [one, two] = [await newBrand(), await newBrand()];
    const person = await colleague(one, 'viewer');
    await colleague(two, 'owner');
    const wish = { session: 'bearer', userAgent: null } as const;
    const { token, sessionId } = valueIn(
      await signIn(db.database, systemScope(), { email: person.email, password: goodPassword, ...wish }),
    );
    const caller = () => callerOf(db.database, systemScope({ ip: '192.0.2.7', requestId: 'r' }), token, one);
    expect((await caller())?.scope).toEqual({ ...person.scope, ip: '192.0.2.7', requestId: 'r', sessionId });
    for (const brandId of [two, newId()]) {
      await expect(callerOf(db.database, systemScope(), token, brandId)).rejects.toMatchObject({
        code: 'NOT_FOUND',
      });
    }
    expect(await callerOf(db.database, systemScope(), `${token}x`, one)).toBeUndefined();
    await write(brandScope(one), (tx) => changeRole(tx, { id: person.seatId, version: 1, role: 'owner' }));
    expect((await caller())?.scope.role).toBe('owner');
  });
});
