import { ensureSetupToken } from '@kolony/domain/brand/setup.service';
import { openMail } from '@kolony/domain/foundation/mail';
import { systemScope } from '@kolony/domain/foundation/scope';
import { generateSync } from 'otplib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Sending, startGateway, type TestGateway } from './harness.ts';

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startGateway();
});
afterAll(() => gateway.close());

const password = 'violet-Harbour-39-kiwi';
const newPassword = 'amber-Lantern-58-fern';
const viewerFields = `operator { id email name locale } sessionId role permissions brand { id name currency timeZone }
  seats { role brand { name } } totpEnabled recoveryCodesLeft`;
const errors = 'userErrors { code field message }';

const codes = (payload: { userErrors: { code: string }[] }) => payload.userErrors.map(({ code }) => code);
const cookieOf = (headers: Headers) => /kolony_session=[^;]*/.exec(headers.get('set-cookie') ?? '')?.[0];

const signIn = (input: object, sending?: Sending, on = gateway) =>
  on.graphql(
    `mutation ($input: SignInInput!) { signIn(input: $input) { token viewer { ${viewerFields} } ${errors} } }`,
    { input },
    sending,
  );
const viewer = (sending: Sending, on = gateway) => on.graphql(`{ viewer { ${viewerFields} } }`, {}, sending);

/** Sets an empty gateway up: its owner is signed in by cookie. */
async function setUp(on: TestGateway, email = 'owner@example.com') {
  const token = new URL((await ensureSetupToken(on.database)) ?? '', on.url).searchParams.get('token');
  const input = {
    token,
    brandName: '晨露茶饮',
    timeZone: 'Asia/Shanghai',
    currency: 'CNY',
    name: '林晓',
    email,
    password,
  };
  return on.graphql(
    `mutation ($input: SetupInput!) { setup(input: $input) { token viewer { ${viewerFields} } ${errors} } }`,
    { input },
  );
}

async function lastMail(on = gateway) {
  const [row] = await on.database.read(systemScope(), (tx) =>
    tx.query<{ payload: { input: { sealed: string } } }>(
      `select payload from outbox_message order by id desc limit 1`,
    ),
  );
  return openMail(on.database.keyring, row?.payload.input.sealed ?? '', systemScope());
}

describe('a new installation', () => {
  it('is set up once with the printed link, and the owner is signed in by a cookie', async () => {
    const fresh = await startGateway({ PUBLIC_URL: 'https://kolony.example.com' });
    try {
      const installation = () =>
        fresh.graphql('{ installation { needsSetup demo mail version demoSignIn { email } } }');
      expect((await installation()).data.installation).toEqual({
        needsSetup: true,
        demo: false,
        mail: false,
        version: expect.stringMatching(/^\d+\.\d+\.\d+/),
        demoSignIn: null,
      });
      const wrong = await fresh.graphql(
        `mutation { setup(input: { token: "guess", brandName: "x", timeZone: "UTC", currency: "CNY", name: "x", email: "x@example.com", password: "${password}" }) { ${errors} } }`,
      );
      expect(codes(wrong.data.setup)).toEqual(['LINK_INVALID']);

      const answer = await setUp(fresh);
      expect(answer.data.setup).toMatchObject({
        token: null,
        userErrors: [],
        viewer: {
          role: 'OWNER',
          brand: { name: '晨露茶饮', currency: 'CNY' },
          operator: { email: 'owner@example.com', locale: 'EN' },
        },
      });
      const set = answer.headers.get('set-cookie') ?? '';
      expect(set).toMatch(/^kolony_session=[\w-]{43}; Path=\/; Expires=.*; HttpOnly; Secure; SameSite=Lax$/);
      expect((await viewer({ cookie: cookieOf(answer.headers) }, fresh)).data.viewer.operator.name).toBe(
        '林晓',
      );
      expect((await installation()).data.installation.needsSetup).toBe(false);
      expect(await ensureSetupToken(fresh.database)).toBeUndefined();
    } finally {
      await fresh.close();
    }
  });
});

describe('signing in', () => {
  beforeAll(async () => {
    await setUp(gateway);
  });

  it('tells nobody who is who', async () => {
    expect((await gateway.graphql(`{ viewer { sessionId } }`)).data).toEqual({ viewer: null });
    const unknown = await signIn({ email: 'nobody@example.com', password });
    const wrong = await signIn({ email: 'owner@example.com', password: 'wrong password' });
    expect(unknown.data).toEqual(wrong.data);
    expect(wrong.data.signIn).toEqual({
      token: null,
      viewer: null,
      userErrors: [{ code: 'SIGN_IN_FAILED', field: [], message: 'The e-mail or the password is wrong.' }],
    });
    expect(wrong.headers.get('set-cookie')).toBeNull();
    const chinese = await signIn(
      { email: 'x@example.com', password: 'wrong' },
      { headers: { 'accept-language': 'fr, zh;q=0.9, en;q=0.5' } },
    );
    expect(chinese.data.signIn.userErrors[0].message).toBe('邮箱或密码不正确。');
  });

  it('gives browsers a cookie and programs a token, and takes neither for the other', async () => {
    const browser = await signIn({ email: 'Owner@Example.com', password });
    const cookie = cookieOf(browser.headers);
    expect(browser.data.signIn).toMatchObject({ token: null, viewer: { role: 'OWNER' } });
    const program = await signIn({ email: 'owner@example.com', password, session: 'BEARER' });
    expect(program.headers.get('set-cookie')).toBeNull();
    const { token } = program.data.signIn;
    expect((await viewer({ token })).data.viewer.operator.email).toBe('owner@example.com');
    expect((await viewer({ cookie: `kolony_session=${token}` })).data.viewer).toBeNull();
    expect((await viewer({ token: cookie?.split('=')[1] })).data.viewer).toBeNull();
    expect((await viewer({ token: `${token}x` })).data.viewer).toBeNull();
  });

  it('ends with the session, wherever it is ended from', async () => {
    const [here, there] = [
      await signIn({ email: 'owner@example.com', password }),
      await signIn({ email: 'owner@example.com', password }),
    ];
    const [a, b] = [{ cookie: cookieOf(here.headers) }, { cookie: cookieOf(there.headers) }];
    const sessions = (await gateway.graphql('{ sessions { id current kind ip userAgent } }', {}, a)).data
      .sessions;
    expect(sessions.filter((one: { current: boolean }) => one.current)).toHaveLength(1);
    const other = (await viewer(b)).data.viewer.sessionId;
    const revoked = await gateway.graphql(
      `mutation ($id: ID!) { sessionRevoke(input: { id: $id }) { sessions { id } ${errors} } }`,
      { id: other },
      a,
    );
    expect(revoked.data.sessionRevoke.sessions).toHaveLength(sessions.length - 1);
    expect((await viewer(b)).data.viewer).toBeNull();
    const others = await gateway.graphql(
      `mutation { sessionsRevokeOthers { sessions { current } ${errors} } }`,
      {},
      a,
    );
    expect(others.data.sessionsRevokeOthers.sessions).toEqual([{ current: true }]);
    const out = await gateway.graphql(`mutation { signOut { ${errors} } }`, {}, a);
    expect(out.headers.get('set-cookie')).toMatch(/^kolony_session=; Max-Age=0; Path=\/;/);
    expect((await viewer(a)).data.viewer).toBeNull();
  });

  it('stops a guesser with the seconds to wait', async () => {
    const tries = await Promise.all(
      Array.from({ length: 15 }, (_, n) =>
        signIn({ email: 'target@example.com', password: `guess ${n} of many` }),
      ),
    );
    const limited = tries.flatMap((answer) => answer.errors ?? []);
    expect(limited).toHaveLength(5);
    expect(limited[0]).toMatchObject({
      message: expect.stringMatching(/try again in \d+ seconds/),
      extensions: { code: 'RATE_LIMITED' },
    });
  });

  it('a session of another operator can’t be ended or seen', async () => {
    const brand = await gateway.brand();
    const [one, two] = [await gateway.operator(brand, 'owner'), await gateway.operator(brand, 'owner')];
    const { sessionId } = (await viewer(two)).data.viewer;
    const answer = await gateway.graphql(
      `mutation ($id: ID!) { sessionRevoke(input: { id: $id }) { ${errors} } }`,
      { id: sessionId },
      one,
    );
    expect(answer.errors?.[0]?.extensions.code).toBe('NOT_FOUND');
    expect(
      (await gateway.graphql('query ($id: ID!) { node(id: $id) { id } }', { id: sessionId }, one)).data.node,
    ).toBeNull();
    expect(
      (await gateway.graphql('query ($id: ID!) { node(id: $id) { id } }', { id: sessionId }, two)).data.node,
    ).toEqual({ id: sessionId });
  });

  it('refuses a key where it can’t be kept', async () => {
    const answer = await gateway.graphql(
      `mutation { signIn(input: { email: "a@b.cn", password: "x" }) @idempotent(key: "k") { ${errors} } }`,
    );
    expect(answer.errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT');
  });
});

describe('an account', () => {
  let own: TestGateway;
  let session: { cookie: string | undefined };
  beforeAll(async () => {
    own = await startGateway();
    session = { cookie: cookieOf((await setUp(own)).headers) };
  });
  afterAll(() => own.close());

  it('gets two-step verification, recovery codes, and loses them with the password only', async () => {
    const begin = (word: string) =>
      own.graphql(
        `mutation ($word: String!) { totpBegin(input: { password: $word }) { secret otpauthUrl ${errors} } }`,
        { word },
        session,
      );
    const guessed = (await begin('not the password')).data.totpBegin;
    expect([guessed.secret, codes(guessed)]).toEqual([null, ['PASSWORD_WRONG']]);
    const begun = await begin(password);
    const { secret } = begun.data.totpBegin;
    expect(begun.data.totpBegin.otpauthUrl).toContain(secret);
    expect((await viewer(session, own)).data.viewer.totpEnabled).toBe(false);
    const codeAt = (offset: number) =>
      generateSync({ secret, epoch: Math.floor(Date.now() / 1000) + offset });
    const confirm = (code: string) =>
      own.graphql(
        `mutation ($code: String!) { totpConfirm(input: { code: $code }) { recoveryCodes ${errors} } }`,
        { code },
        session,
      );
    expect(codes((await confirm('12345')).data.totpConfirm)).toEqual(['TOTP_INVALID']);
    const confirmed = await confirm(codeAt(-30));
    expect(confirmed.data.totpConfirm.recoveryCodes).toHaveLength(10);
    expect((await viewer(session, own)).data.viewer).toMatchObject({
      totpEnabled: true,
      recoveryCodesLeft: 10,
    });

    const again = { email: 'owner@example.com', password };
    expect(codes((await signIn(again, {}, own)).data.signIn)).toEqual(['TOTP_REQUIRED']);
    expect((await signIn({ ...again, code: codeAt(0) }, {}, own)).data.signIn.viewer).not.toBeNull();
    const [recovery] = confirmed.data.totpConfirm.recoveryCodes;
    expect((await signIn({ ...again, code: recovery }, {}, own)).data.signIn.viewer.recoveryCodesLeft).toBe(
      9,
    );
    const renewed = await own.graphql(
      `mutation { recoveryCodesRenew(input: { password: "${password}" }) { recoveryCodes ${errors} } }`,
      {},
      session,
    );
    expect(renewed.data.recoveryCodesRenew.recoveryCodes).toHaveLength(10);
    const disable = (word: string) =>
      own.graphql(
        `mutation ($word: String!) { totpDisable(input: { password: $word }) { ${errors} } }`,
        { word },
        session,
      );
    expect(codes((await disable('wrong')).data.totpDisable)).toEqual(['PASSWORD_WRONG']);
    expect(codes((await disable(password)).data.totpDisable)).toEqual([]);
    expect((await signIn(again, {}, own)).data.signIn.viewer.totpEnabled).toBe(false);
  });

  it('changes its profile by version; null is no name', async () => {
    const update = async (input: object) =>
      (
        await own.graphql(
          `mutation ($input: OperatorUpdateInput!) { operatorUpdate(input: $input) { operator { name version } ${errors} } }`,
          { input },
          session,
        )
      ).data.operatorUpdate;
    const { operator } = await update({ name: '林晓' });
    expect(codes(await update({ version: operator.version - 1, name: '林' }))).toEqual(['VERSION_OUTDATED']);
    expect(codes(await update({ name: null, locale: null }))).toEqual(['REQUIRED', 'REQUIRED']);
    expect((await update({ version: operator.version })).operator).toEqual(operator);
  });

  it('changes its profile and its password', async () => {
    const update = await own.graphql(
      `mutation { operatorUpdate(input: { name: "林小晓", locale: ZH_CN }) { operator { name locale } ${errors} } }`,
      {},
      session,
    );
    expect(update.data.operatorUpdate).toEqual({
      operator: { name: '林小晓', locale: 'ZH_CN' },
      userErrors: [],
    });
    const change = (input: object) =>
      own.graphql(
        `mutation ($input: PasswordChangeInput!) { passwordChange(input: $input) { ${errors} } }`,
        { input },
        session,
      );
    expect(
      (await change({ current: 'wrong', password: newPassword })).data.passwordChange.userErrors,
    ).toMatchObject([{ code: 'PASSWORD_WRONG', field: ['current'] }]);
    expect(
      (await change({ current: password, password: 'short' })).data.passwordChange.userErrors,
    ).toMatchObject([
      { code: 'PASSWORD_TOO_SHORT', field: ['password'], message: 'A password has at least 10 characters.' },
    ]);
    expect(
      (await change({ current: password, password: newPassword })).data.passwordChange.userErrors,
    ).toEqual([]);
    expect((await own.graphql('{ sessions { current } }', {}, session)).data.sessions).toEqual([
      { current: true },
    ]);
  });

  it('is won back by mail; all sessions end', async () => {
    const ask = (email: string) =>
      own.graphql(
        `mutation ($email: String!) { passwordResetRequest(input: { email: $email }) { ${errors} } }`,
        { email },
      );
    expect((await ask('owner@example.com')).data).toEqual((await ask('nobody@example.com')).data);
    const mail = await lastMail(own);
    expect(mail.values.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/password-reset\?token=/);
    const token = new URL(mail.values.url ?? '').searchParams.get('token');
    const reset = () =>
      own.graphql(
        `mutation ($token: String!) { passwordReset(input: { token: $token, password: "${password}" }) { ${errors} } }`,
        { token },
      );
    expect(codes((await reset()).data.passwordReset)).toEqual([]);
    expect(codes((await reset()).data.passwordReset)).toEqual(['LINK_INVALID']);
    expect((await viewer(session, own)).data.viewer).toBeNull();
    expect(
      (await signIn({ email: 'owner@example.com', password }, {}, own)).data.signIn.viewer,
    ).not.toBeNull();
  });
});
