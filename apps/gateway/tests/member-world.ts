import { done } from '@kolony/domain/foundation/errors';
import { systemScope } from '@kolony/domain/foundation/scope';
import { startWorker } from '@kolony/domain/worker';
import { startSmsServer, type TestSmsServer } from '@kolony/testkit/sms-server';
import { startWechatServer, type TestWechatServer, type WechatPerson } from '@kolony/testkit/wechat-server';
import { type Answer, startGateway, type TestBrand, type TestGateway } from './harness.ts';

const appSecret = '0123456789abcdef0123456789abcdef';

/** What a member's program holds after a sign-in. */
export interface Tokens {
  accessToken: string;
  refreshToken: string;
}

/** A gateway whose members sign in at WeChat and by text messages, as they do in the real world. */
export interface MemberWorld {
  gateway: TestGateway;
  wechat: TestWechatServer;
  sms: TestSmsServer;
  /** A brand with a mini program. */
  brandWithApp(appId: string): Promise<TestBrand>;
  /** Registers a mobile app; gives its public id. */
  mobileClient(brand: TestBrand): Promise<string>;
  byWechat(appId: string, person: WechatPerson): Promise<Answer>;
  /** Asks for a code and waits for the message with it. */
  codeFor(clientId: string, phone: string): Promise<string>;
  byPhone(clientId: string, phone: string, code: string): Promise<Answer>;
  /** Tokens of somebody who has signed in from a mini program. */
  signedIn(appId: string, openid: string): Promise<Tokens>;
  /** Lets nobody be throttled any more. */
  unthrottle(): Promise<void>;
  close(): Promise<void>;
}

const tokens = 'tokens { accessToken accessExpiresAt refreshToken }';
const signInPayload = `${tokens} me { id displayName identities { kind namespace value verifiedAt } } userErrors { code field message }`;

export async function startMemberWorld(env: Record<string, string> = {}): Promise<MemberWorld> {
  const [wechat, sms] = [await startWechatServer(), await startSmsServer()];
  const gateway = await startGateway({
    WECHAT_API_URL: wechat.url,
    SMS_URL: sms.url,
    SMS_TOKEN: sms.token,
    ...env,
  });
  const worker = await startWorker({
    database: gateway.database,
    url: gateway.databaseUrl,
    log: gateway.app.log,
    mail: { from: 'a@example.com' },
    sms: { url: sms.url, token: sms.token },
  });
  const register = async (brand: TestBrand, input: object): Promise<string> => {
    const { token } = await gateway.operator(brand, 'manager');
    const { data } = await gateway.graphql(
      'mutation ($input: MemberClientCreateInput!) { memberClientCreate(input: $input) { memberClient { clientId } userErrors { code field } } }',
      { input },
      { token },
    );
    const { memberClient, userErrors } = data.memberClientCreate;
    if (!memberClient) throw new Error(JSON.stringify(userErrors));
    return memberClient.clientId;
  };
  const byWechat: MemberWorld['byWechat'] = (appId, person) =>
    gateway.graphql(
      `mutation ($input: MemberSignInByWechatInput!) { memberSignInByWechat(input: $input) { ${signInPayload} } }`,
      { input: { appId, code: wechat.login(appId, person), deviceName: 'iPhone 17' } },
    );
  return {
    gateway,
    wechat,
    sms,
    async brandWithApp(appId) {
      const brand = await gateway.brand({ name: `品牌 ${appId}` });
      wechat.apps.set(appId, appSecret);
      await register(brand, { kind: 'WECHAT_MINI_PROGRAM', name: '小程序', appId, appSecret });
      return brand;
    },
    mobileClient: (brand) => register(brand, { kind: 'MOBILE', name: 'App' }),
    byWechat,
    async codeFor(clientId, phone) {
      const before = sms.received.length;
      const { data, errors } = await gateway.graphql(
        'mutation ($input: MemberCodeRequestInput!) { memberCodeRequest(input: $input) { userErrors { code } } }',
        { input: { clientId, phone } },
      );
      if (errors || data.memberCodeRequest.userErrors.length > 0)
        throw new Error(JSON.stringify({ data, errors }));
      for (let waited = 0; sms.received.length === before && waited < 1_000; waited++)
        await new Promise((resolve) => setTimeout(resolve, 20));
      return sms.received[before]?.values.code ?? '';
    },
    byPhone: (clientId, phone, code) =>
      gateway.graphql(
        `mutation ($input: MemberSignInByPhoneInput!) { memberSignInByPhone(input: $input) { ${signInPayload} } }`,
        { input: { clientId, phone, code } },
      ),
    async signedIn(appId, openid) {
      const { data } = await byWechat(appId, { openid });
      return data.memberSignInByWechat.tokens;
    },
    async unthrottle() {
      await gateway.database.write(systemScope(), async (tx) => done(await tx.query('delete from throttle')));
    },
    async close() {
      await worker.stop();
      await gateway.close();
      await wechat.close();
      await sms.close();
    },
  };
}

/** Codes of what was to be mended, or else of the errors. */
export function codesOf({ data, errors }: Answer): string[] {
  const payloads: { userErrors?: { code: string }[] }[] = Object.values(data ?? {});
  const refused = payloads.flatMap((payload) => payload?.userErrors ?? []).map(({ code }) => code);
  return [...refused, ...(errors ?? []).map(({ extensions }) => extensions.code)];
}
