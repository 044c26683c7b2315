import type { Database } from '../foundation/database.ts';
import { done, type Outcome, refused } from '../foundation/errors.ts';
import type { Scope } from '../foundation/scope.ts';
import { checkText } from '../foundation/text.ts';
import type { IdentityInput } from '../member/identity.rules.ts';
import { appSecretOf, type KnownClient } from './client.service.ts';
import { type MemberTokens, openDevice, signInScope } from './device.service.ts';
import { countTry, memberOf, namedClient } from './sign-in.ts';
import { wechatTryBuckets } from './sign-in-throttle.rules.ts';
import { exchangeCode, type WechatUser } from './wechat.ts';

const longestCode = 200;

/**
 * Signs in whoever a code of `wx.login` is for: the member of that openid, or else of that unionid, made where there is
 * none. The brand is that of the mini program. `MEMBER_CLIENT_UNKNOWN`, and what `exchangeCode` refuses. `scope`:
 * `systemScope` with address and request; `wechatUrl`: where WeChat's API is.
 * @throws DomainError RATE_LIMITED, and what `exchangeCode` throws
 */
export async function signInByWechat(
  database: Database,
  scope: Scope,
  wechatUrl: string,
  input: { appId: string; code: string; deviceName: string | null },
): Promise<Outcome<MemberTokens>> {
  const code = checkText('code', input.code, { limit: longestCode, required: true });
  if (code.errors.length > 0) return refused(...code.errors);
  const named = await namedClient(database, scope, {
    field: 'appId',
    value: input.appId,
    kind: 'wechat_mini_program',
  });
  if (!named.ok) return named;
  const client = named.value;
  const wasNone = await countTry(database, scope, wechatTryBuckets(scope.ip));
  const own = signInScope(client.brandId, scope);
  const appSecret = await database.read(own, (tx) => appSecretOf(tx, database.keyring, client.id));
  const asked = { appId: client.clientId, appSecret, code: code.text };
  const user = await exchangeCode(wechatUrl, asked).catch(async (error: unknown) => {
    await wasNone();
    throw error;
  });
  if (!user.ok) return user;
  const outcome = await database.write(own, async (tx) => {
    const memberId = await memberOf(tx, identitiesOf(user.value, client), client.kind);
    return done(await openDevice(tx, { memberId, clientId: client.id, name: input.deviceName }));
  });
  await wasNone();
  return outcome;
}

function identitiesOf(
  { openid, unionid }: WechatUser,
  { clientId }: KnownClient,
): [IdentityInput, ...IdentityInput[]] {
  const own: IdentityInput = { kind: 'openid', namespace: clientId, value: openid };
  return unionid ? [own, { kind: 'unionid', value: unionid }] : [own];
}
