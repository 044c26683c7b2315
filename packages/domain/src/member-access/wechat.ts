import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { DomainError, done, type Outcome, refused, userError } from '../foundation/errors.ts';
import { call, NoAnswerError } from '../foundation/http-call.ts';

/** Who has signed in to a mini program, as WeChat knows them. */
export interface WechatUser {
  openid: string;
  /** The same person in all apps of one account of WeChat's Open Platform, where the mini program is bound to one. */
  unionid: string | null;
}

const limits = { withinMs: 5_000, mostBytes: 16_000 };
/** WeChat asks those who meet a busy server to come again; the code isn't used up by that. */
const againAfterMs = [100, 300];
/** WeChat lets one user sign in a hundred times a minute. */
const rateLimitSeconds = 60;

const id = z.string().min(1).max(128);
const answerForm = z.union([
  z.object({ errcode: z.literal(0).optional(), openid: id, unionid: id.nullish() }),
  z.object({ errcode: z.number().int() }),
]);

/**
 * Who a code of `wx.login` is for, by WeChat's `jscode2session`. The session key that comes with the answer is not kept.
 * `WECHAT_CODE_INVALID`, `WECHAT_CODE_USED`, `WECHAT_BLOCKED`.
 * @param baseUrl of WeChat's API, without a path
 * @throws DomainError BUSY, RATE_LIMITED, WECHAT_CLIENT_REFUSED, WECHAT_UNAVAILABLE
 */
export async function exchangeCode(
  baseUrl: string,
  { appId, appSecret, code }: { appId: string; appSecret: string; code: string },
): Promise<Outcome<WechatUser>> {
  const url = new URL('/sns/jscode2session', baseUrl);
  url.search = new URLSearchParams({
    appid: appId,
    secret: appSecret,
    js_code: code,
    grant_type: 'authorization_code',
  }).toString();
  for (let attempt = 0; ; attempt++) {
    const answer = await ask(url);
    if ('openid' in answer) return done({ openid: answer.openid, unionid: answer.unionid ?? null });
    const wait = againAfterMs[attempt];
    if (answer.errcode !== busyCode || wait === undefined) return failure(answer.errcode);
    await sleep(wait);
  }
}

const busyCode = -1;

async function ask(url: URL): Promise<z.output<typeof answerForm>> {
  const { status, json } = await call(url, limits).catch((cause: unknown) => {
    if (cause instanceof NoAnswerError) throw unavailable(cause);
    throw cause;
  });
  const answer = answerForm.safeParse(json);
  if (status === 200 && answer.success) return answer.data;
  throw unavailable(new Error(`WeChat answered ${status}, in no form that it should have`));
}

function unavailable(cause: Error): DomainError {
  return new DomainError('WECHAT_UNAVAILABLE', {}, { cause });
}

function failure(code: number): Outcome<WechatUser> {
  switch (code) {
    case 40029:
      return refused(userError('WECHAT_CODE_INVALID', 'code'));
    case 40163:
      return refused(userError('WECHAT_CODE_USED', 'code'));
    case 40226:
      return refused(userError('WECHAT_BLOCKED'));
    case 45011:
      throw new DomainError('RATE_LIMITED', { seconds: rateLimitSeconds });
    case busyCode:
      throw new DomainError('BUSY', { seconds: 1 });
    case 40013:
    case 40125:
      throw new DomainError('WECHAT_CLIENT_REFUSED', {}, { cause: new Error(`WeChat answered ${code}`) });
    default:
      throw unavailable(new Error(`WeChat answered ${code}`));
  }
}
