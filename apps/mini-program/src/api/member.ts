import { gatewayUrl } from '../config';
import { ApiError, type Ask, Client, type Received, type Sent, type TokenStore, type Tokens } from './client';
import { CloseDocument, RefreshDocument, SignInDocument, SignOutDocument } from './member.graphql';

const storageKey = 'tokens';
const withinMs = 15_000;

/** The language of the telephone, as far as Kolony speaks it. */
export const language = wx.getAppBaseInfo().language.startsWith('zh') ? 'zh-CN' : 'en';

function send({ url, headers, body }: Sent): Promise<Received> {
  return new Promise((resolve, reject) => {
    wx.request({
      url,
      method: 'POST',
      header: headers,
      data: body,
      timeout: withinMs,
      success: ({ statusCode, data }) => resolve({ status: statusCode, body: data }),
      fail: ({ errMsg }) => reject(new Error(errMsg)),
    });
  });
}

/** WeChat keeps what a mini program stores apart from others', and apart for each user. */
const store: TokenStore = {
  read: () => tokensIn(wx.getStorageSync<unknown>(storageKey)),
  write(tokens) {
    if (tokens) wx.setStorageSync(storageKey, tokens);
    else wx.removeStorageSync(storageKey);
  },
};

function tokensIn(stored: unknown): Tokens | undefined {
  if (typeof stored !== 'object' || stored === null) return undefined;
  if (!('accessToken' in stored && 'refreshToken' in stored)) return undefined;
  const { accessToken, refreshToken } = stored;
  if (typeof accessToken !== 'string' || typeof refreshToken !== 'string') return undefined;
  return { accessToken, refreshToken };
}

async function refresh(ask: Ask, refreshToken: string): Promise<Tokens | undefined> {
  const { memberTokenRefresh } = await ask(RefreshDocument, { input: { refreshToken } });
  return memberTokenRefresh?.tokens ?? undefined;
}

function wait(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

/** Kolony, as the member of this telephone. */
export const client = new Client({ url: gatewayUrl, send, store, refresh, language, wait });

/** Signs in whoever has opened the mini program; they become a member of the brand if they aren't. @throws ApiError */
export async function signIn(): Promise<void> {
  const { code } = await wx.login().catch(() => {
    throw new ApiError('UNREACHABLE', '');
  });
  const { appId } = wx.getAccountInfoSync().miniProgram;
  const { model } = wx.getDeviceInfo();
  const { memberSignInByWechat: signedIn } = await client.askAsNobody(SignInDocument, {
    input: { appId, code, deviceName: model },
  });
  const [problem] = signedIn?.userErrors ?? [];
  if (problem || !signedIn?.tokens) throw new ApiError(problem?.code ?? 'INTERNAL', problem?.message ?? '');
  client.useTokens(signedIn.tokens);
}

/** Signs out at this telephone, also where the server can't be told: then the sign-in runs out there by itself. */
export async function signOut(): Promise<void> {
  await client.actOnce(SignOutDocument, {}).catch(() => undefined);
  client.useTokens(undefined);
}

/** Closes the account, for good, after signing in once more: who holds the telephone is not enough. @throws ApiError */
export async function closeAccount(): Promise<void> {
  await signIn();
  const { meClose } = await client.actOnce(CloseDocument, {});
  const [problem] = meClose?.userErrors ?? [];
  if (problem) throw new ApiError(problem.code, problem.message);
  client.useTokens(undefined);
}
