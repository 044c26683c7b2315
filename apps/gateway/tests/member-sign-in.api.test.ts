import { asAdmin } from '@kolony/testkit/server';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { codesOf, type MemberWorld, startMemberWorld } from './member-world.ts';

const appId = 'wx0000000000000001';
const otherAppId = 'wx0000000000000002';

let world: MemberWorld;
let clientId: string;
beforeAll(async () => {
  world = await startMemberWorld();
  clientId = await world.mobileClient(await world.brandWithApp(appId));
  await world.brandWithApp(otherAppId);
});
afterAll(() => world.close());
beforeEach(() => world.unthrottle());

describe('from a mini program', () => {
  const signIn = async (person: Parameters<MemberWorld['byWechat']>[1], app = appId) =>
    (await world.byWechat(app, person)).data.memberSignInByWechat;

  it('makes a member of whom WeChat names, and finds them the next time', async () => {
    const first = await signIn({ openid: 'o-first' });
    expect(first.userErrors).toEqual([]);
    expect(first.me.identities).toEqual([
      { kind: 'OPENID', namespace: appId, value: 'o-first', verifiedAt: expect.any(String) },
    ]);
    const again = await signIn({ openid: 'o-first' });
    expect(again.me.id).toBe(first.me.id);
    expect(again.tokens.accessToken).not.toBe(first.tokens.accessToken);
  });

  it('finds them by their unionid too, and adds the openid', async () => {
    const first = await signIn({ openid: 'o-union-1', unionid: 'u-1' });
    const other = await signIn({ openid: 'o-union-2', unionid: 'u-1' });
    expect(other.me.id).toBe(first.me.id);
    expect(other.me.identities).toHaveLength(3);
  });

  it('goes by the openid where the unionid is somebody else’s', async () => {
    const [one, other] = [await signIn({ openid: 'o-a' }), await signIn({ openid: 'o-b', unionid: 'u-b' })];
    const both = await signIn({ openid: 'o-a', unionid: 'u-b' });
    expect(both.me.id).toBe(one.me.id);
    expect(both.me.id).not.toBe(other.me.id);
  });

  it('is of the brand of the mini program', async () => {
    const here = await signIn({ openid: 'o-both' });
    const there = await signIn({ openid: 'o-both' }, otherAppId);
    expect(there.me.id).not.toBe(here.me.id);
    const { data } = await world.gateway.graphql(
      '{ me { brand { name } } }',
      {},
      { token: there.tokens.accessToken },
    );
    expect(data.me.brand.name).toBe(`品牌 ${otherAppId}`);
  });

  it('makes one member of one who signs in several times at once', async () => {
    const answers = await Promise.all(
      Array.from({ length: 8 }, () => signIn({ openid: 'o-many', unionid: 'u-many' })),
    );
    expect(new Set(answers.map(({ me }) => me.id)).size).toBe(1);
    expect(answers.flatMap(({ userErrors }) => userErrors)).toEqual([]);
  });

  it('hands out no session key', async () => {
    const { headers, ...answer } = await world.byWechat(appId, { openid: 'o-key' });
    const key = world.wechat.sessionKeys.at(-1) ?? '';
    expect(key).not.toBe('');
    expect(JSON.stringify([answer, [...headers]])).not.toContain(key);
  });

  const exchange = (code: string, app = appId) =>
    world.gateway.graphql(
      'mutation ($input: MemberSignInByWechatInput!) { memberSignInByWechat(input: $input) { tokens { accessToken } userErrors { code } } }',
      { input: { appId: app, code } },
    );

  it('refuses codes that are made up, used, too old or of another mini program', async () => {
    expect(codesOf(await exchange('made-up'))).toEqual(['WECHAT_CODE_INVALID']);
    const used = world.wechat.login(appId, { openid: 'o-used' });
    expect(codesOf(await exchange(used))).toEqual([]);
    expect(codesOf(await exchange(used))).toEqual(['WECHAT_CODE_USED']);
    expect(codesOf(await exchange(world.wechat.login(otherAppId, { openid: 'o' })))).toEqual([
      'WECHAT_CODE_INVALID',
    ]);
    const old = world.wechat.login(appId, { openid: 'o-old' });
    world.wechat.pass(301);
    expect(codesOf(await exchange(old))).toEqual(['WECHAT_CODE_INVALID']);
    expect(codesOf(await exchange(''))).toEqual(['REQUIRED']);
    expect(codesOf(await exchange('x'.repeat(10_000)))).toEqual(['TOO_LONG']);
  });

  it('refuses whom WeChat blocks, and who comes too often', async () => {
    expect(codesOf(await world.byWechat(appId, { openid: 'o-risk', blocked: true }))).toEqual([
      'WECHAT_BLOCKED',
    ]);
    for (let n = 0; n < 100; n++) {
      const code = world.wechat.login(appId, { openid: 'o-often' });
      await fetch(
        `${world.wechat.url}/sns/jscode2session?appid=${appId}&secret=0123456789abcdef0123456789abcdef&js_code=${code}&grant_type=authorization_code`,
      );
    }
    expect(codesOf(await world.byWechat(appId, { openid: 'o-often' }))).toEqual(['RATE_LIMITED']);
  });

  it('asks a busy server again, and no more than twice', async () => {
    world.wechat.mishaps.push('busy', 'busy');
    expect(codesOf(await world.byWechat(appId, { openid: 'o-busy' }))).toEqual([]);
    const before = world.wechat.asked();
    world.wechat.mishaps.push('busy', 'busy', 'busy');
    expect(codesOf(await world.byWechat(appId, { openid: 'o-busy' }))).toEqual(['BUSY']);
    expect(world.wechat.asked() - before).toBe(3);
  });

  it.each(['garbage', 'huge', 'hang-up', 'elsewhere', 'no-openid', 'silent'] as const)(
    'says that WeChat is not available when it answers with: %s',
    async (mishap) => {
      world.wechat.mishaps.push(mishap);
      const answer = await world.byWechat(appId, { openid: 'o-mishap' });
      expect(codesOf(answer)).toEqual(['WECHAT_UNAVAILABLE']);
      expect(JSON.stringify(answer.errors)).not.toContain('0123456789abcdef');
    },
  );

  it('knows no mini program that nobody registered, and no client of another kind', async () => {
    for (const app of ['wx00000000000000ff', clientId, '', 'x'.repeat(5_000)]) {
      expect(codesOf(await exchange('code', app))).toEqual(['MEMBER_CLIENT_UNKNOWN']);
    }
  });

  it('tells the brand when WeChat does not accept the secret any more', async () => {
    world.wechat.apps.set(appId, 'another secret');
    expect(codesOf(await world.byWechat(appId, { openid: 'o' }))).toEqual(['WECHAT_CLIENT_REFUSED']);
    world.wechat.apps.set(appId, '0123456789abcdef0123456789abcdef');
  });

  it('limits wrong codes of one address', async () => {
    for (let n = 0; n < 50; n++) await exchange('made-up');
    expect(codesOf(await exchange('made-up'))).toEqual(['RATE_LIMITED']);
  });
});

describe('by phone', () => {
  it('sends a code in the language of the request, which makes a member and verifies the number', async () => {
    const code = await world.codeFor(clientId, '138 0013 8000');
    expect(code).toMatch(/^\d{6}$/);
    const sent = world.sms.received.at(-1);
    expect(sent).toMatchObject({ to: '+8613800138000', locale: 'en', template: 'sign_in_code' });
    expect(sent?.text).toBe(
      `品牌 ${appId}: your sign-in code is ${code}. It works for 5 minutes. Tell nobody.`,
    );
    const { data } = await world.byPhone(clientId, '13800138000', code);
    const { me, tokens, userErrors } = data.memberSignInByPhone;
    expect(userErrors).toEqual([]);
    expect(me.identities).toEqual([
      { kind: 'PHONE', namespace: '', value: '+8613800138000', verifiedAt: expect.any(String) },
    ]);
    expect(tokens.accessToken).toMatch(/^kma_/);
  });

  it('finds the member whom the brand had, and marks the number verified', async () => {
    const brand = await world.brandWithApp('wx0000000000000003');
    const client = await world.mobileClient(brand);
    const { token } = await world.gateway.operator(brand, 'owner');
    const { data } = await world.gateway.graphql(
      'mutation { memberCreate(input: { displayName: "Wang", identities: [{ kind: PHONE, value: "13900139000" }] }) { member { id } } }',
      {},
      { token },
    );
    const code = await world.codeFor(client, '13900139000');
    const signedIn = (await world.byPhone(client, '13900139000', code)).data.memberSignInByPhone;
    expect(signedIn.me).toMatchObject({ id: data.memberCreate.member.id, displayName: 'Wang' });
    expect(signedIn.me.identities[0].verifiedAt).toEqual(expect.any(String));
  });

  it('takes a code once, for its number, its program and its brand', async () => {
    const phone = '13700137000';
    const code = await world.codeFor(clientId, phone);
    const elsewhere = await world.mobileClient(await world.brandWithApp('wx0000000000000004'));
    for (const [client, number] of [
      [elsewhere, phone],
      [appId, phone],
      [clientId, '13700137001'],
    ] as const)
      expect(codesOf(await world.byPhone(client, number, code))).toEqual(['SMS_CODE_WRONG']);
    expect(codesOf(await world.byPhone(clientId, phone, code))).toEqual([]);
    expect(codesOf(await world.byPhone(clientId, phone, code))).toEqual(['SMS_CODE_WRONG']);
  });

  it('takes no code after five tries, and not the one before the last', async () => {
    const phone = '13600136000';
    const first = await world.codeFor(clientId, phone);
    await world.unthrottle();
    const second = await world.codeFor(clientId, phone);
    const wrong = ['111111', '222222', '333333', '444444', '555555'].filter((one) => one !== second);
    if (first !== second)
      expect(codesOf(await world.byPhone(clientId, phone, first))).toEqual(['SMS_CODE_WRONG']);
    for (const one of wrong.slice(0, 4))
      expect(codesOf(await world.byPhone(clientId, phone, one))).toEqual(['SMS_CODE_WRONG']);
    expect(codesOf(await world.byPhone(clientId, phone, second))).toEqual(['SMS_CODE_WRONG']);
  });

  it('lets one of many who try the same code at once in', async () => {
    const phone = '13500135000';
    const code = await world.codeFor(clientId, phone);
    const answers = await Promise.all(Array.from({ length: 5 }, () => world.byPhone(clientId, phone, code)));
    expect(answers.map(codesOf).sort()).toEqual([[], ...Array.from({ length: 4 }, () => ['SMS_CODE_WRONG'])]);
  });

  it('is limited by number: one code a minute, and so many wrong tries whatever is sent', async () => {
    const phone = '13400134000';
    await world.codeFor(clientId, phone);
    await expect(world.codeFor(clientId, phone)).rejects.toThrow('RATE_LIMITED');
    for (let n = 0; n < 20; n++) await world.byPhone(clientId, phone, '12345x');
    expect(codesOf(await world.byPhone(clientId, phone, '123456'))).toEqual(['RATE_LIMITED']);
  });

  it('answers the same for members and for others', async () => {
    const ask = (phone: string) =>
      world.gateway.graphql(
        'mutation ($input: MemberCodeRequestInput!) { memberCodeRequest(input: $input) { userErrors { code message } } }',
        { input: { clientId, phone } },
      );
    const [member, nobody] = [await ask('13800138000'), await ask('13311112222')];
    expect(member.data).toEqual(nobody.data);
    expect(codesOf(await ask('12'))).toEqual(['PHONE_INVALID']);
    expect(codesOf(await ask('1'.repeat(5_000)))).toEqual(['PHONE_INVALID']);
  });

  it('stores neither number nor code in the clear', async () => {
    const phone = '13211112222';
    const code = await world.codeFor(clientId, phone);
    const dump = await dumpOf(world, ['member_code', 'throttle', 'outbox_message', 'pgboss.job']);
    expect(dump).not.toContain(phone);
    expect(dump).not.toContain(`"${code}"`);
  });
});

async function dumpOf({ gateway }: MemberWorld, tables: string[]): Promise<string> {
  return await asAdmin(gateway.adminUrl, async (admin) => {
    const texts: string[] = [];
    for (const table of tables) {
      const { rows } = await admin.query<{ row: string }>(
        `select row_to_json(t)::text as row from ${table} t`,
      );
      texts.push(...rows.map(({ row }) => row));
    }
    return texts.join('\n');
  });
}
