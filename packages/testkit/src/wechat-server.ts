import { randomBytes } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import { answerJson, listen } from './http-server.ts';

/** Who opens a mini program. */
export interface WechatPerson {
  openid: string;
  unionid?: string;
  /** WeChat takes them for a risk. */
  blocked?: boolean;
}

/**
 * What the server does with the next question instead of answering it: says that it is busy, answers in no form that
 * WeChat has, with far too much, not at all, or sends the asker elsewhere.
 */
export type WechatMishap = 'busy' | 'garbage' | 'huge' | 'silent' | 'hang-up' | 'elsewhere' | 'no-openid';

/** WeChat's API for tests, on a port of its own: what `jscode2session` answers, errors included. */
export interface TestWechatServer {
  /** For WECHAT_API_URL. */
  url: string;
  /** Mini programs that it knows: app id to secret. */
  apps: Map<string, string>;
  /** What becomes of the next questions, one after the other; then it answers. */
  mishaps: WechatMishap[];
  /** How often it was asked. */
  asked(): number;
  /** What `wx.login` gives to somebody in a mini program: a code that serves once, for five minutes. */
  login(appId: string, person: WechatPerson): string;
  /** Lets time pass for codes and limits, in seconds. */
  pass(seconds: number): void;
  /** Session keys that it gave out: they should be seen nowhere else. */
  sessionKeys: string[];
  close(): Promise<void>;
}

interface Code {
  appId: string;
  person: WechatPerson;
  until: number;
  used: boolean;
}

const codeMs = 5 * 60_000;
const minuteMs = 60_000;
const mostPerMinute = 100;

export async function startWechatServer(): Promise<TestWechatServer> {
  const apps = new Map<string, string>();
  const codes = new Map<string, Code>();
  const visits = new Map<string, number[]>();
  const mishaps: WechatMishap[] = [];
  const sessionKeys: string[] = [];
  let asked = 0;
  let passed = 0;
  const now = () => Date.now() + passed;

  const sessionOf = (query: URLSearchParams): object => {
    const of = (name: string) => query.get(name) ?? '';
    if (of('grant_type') !== 'authorization_code') return failed(40002, 'invalid grant_type');
    if (!apps.has(of('appid'))) return failed(40013, 'invalid appid');
    if (apps.get(of('appid')) !== of('secret')) return failed(40125, 'invalid appsecret');
    const code = codes.get(of('js_code'));
    if (!code || code.appId !== of('appid') || code.until < now()) return failed(40029, 'invalid code');
    if (code.used) return failed(40163, 'code been used');
    const { openid, unionid, blocked } = code.person;
    const recent = (visits.get(openid) ?? []).filter((at) => at > now() - minuteMs);
    if (recent.length >= mostPerMinute) return failed(45011, 'api minute-quota reach limit');
    visits.set(openid, [...recent, now()]);
    code.used = true;
    if (blocked) return failed(40226, 'code blocked');
    const sessionKey = randomBytes(16).toString('base64');
    sessionKeys.push(sessionKey);
    return { openid, session_key: sessionKey, ...(unionid ? { unionid } : {}) };
  };

  const server = await listen(async (request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://wechat');
    if (request.method !== 'GET' || pathname !== '/sns/jscode2session') return answerJson(response, 404, {});
    asked++;
    const mishap = mishaps.shift();
    if (mishap) meet(mishap, response);
    else answerJson(response, 200, sessionOf(searchParams));
  });
  return {
    ...server,
    apps,
    mishaps,
    sessionKeys,
    asked: () => asked,
    login(appId, person) {
      const code = randomBytes(16).toString('hex');
      codes.set(code, { appId, person, until: now() + codeMs, used: false });
      return code;
    },
    pass(seconds) {
      passed += seconds * 1_000;
    },
  };
}

function failed(errcode: number, errmsg: string): object {
  return { errcode, errmsg };
}

function meet(mishap: WechatMishap, response: ServerResponse): void {
  if (mishap === 'busy') answerJson(response, 200, failed(-1, 'system error'));
  if (mishap === 'garbage') response.writeHead(200).end('<html>Bad gateway</html>');
  if (mishap === 'huge') answerJson(response, 200, { openid: 'o', padding: 'x'.repeat(5_000_000) });
  if (mishap === 'no-openid') answerJson(response, 200, { session_key: 'a key' });
  if (mishap === 'elsewhere') response.writeHead(302, { location: 'http://127.0.0.1:1/' }).end();
  if (mishap === 'hang-up') response.destroy();
}
