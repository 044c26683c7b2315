import type { IncomingMessage } from 'node:http';
import { answerJson, listen } from './http-server.ts';

/** A text message that was taken. */
export interface ReceivedSms {
  to: string;
  text: string;
  locale: string;
  template: string;
  values: Record<string, string>;
  key: string;
}

/** What the server does with the next message: takes it, or answers with one of the errors of the protocol. */
export type SmsAnswer =
  | 'take'
  | 'busy'
  | 'number-rejected'
  | 'blocked'
  | 'rate-limited'
  | 'hang-up'
  | 'take-and-hang-up'
  | 'garbage';

/** An SMS gateway for tests, on a port of its own, that speaks the protocol of the README and keeps what it was given. */
export interface TestSmsServer {
  /** For SMS_URL and SMS_TOKEN. */
  url: string;
  token: string;
  /** What was taken, each message once, however often it was sent. */
  received: ReceivedSms[];
  /** What it does with the next messages, one after the other; then it takes them. */
  answers: SmsAnswer[];
  /** How many messages were offered, taken or not. */
  offered(): number;
  close(): Promise<void>;
}

const errors: Partial<Record<SmsAnswer, [status: number, code: string]>> = {
  busy: [503, 'busy'],
  'number-rejected': [422, 'number_rejected'],
  blocked: [403, 'blocked'],
  'rate-limited': [429, 'rate_limited'],
};

export async function startSmsServer(): Promise<TestSmsServer> {
  const token = 'a-token-of-the-tests';
  const received: ReceivedSms[] = [];
  const answers: SmsAnswer[] = [];
  let offered = 0;
  const server = await listen(async (request, response) => {
    const text = await bodyOf(request);
    if (request.method !== 'POST') return answerJson(response, 405, { code: 'method_not_allowed' });
    if (request.headers.authorization !== `Bearer ${token}`)
      return answerJson(response, 401, { code: 'unauthenticated' });
    offered++;
    const answer = answers.shift() ?? 'take';
    const [status, code] = errors[answer] ?? [];
    if (status) return answerJson(response, status, { code }, { 'retry-after': '1' });
    if (answer === 'garbage') {
      response.writeHead(502).end('<html>');
      return;
    }
    const key = String(request.headers['idempotency-key']);
    const isNew = !received.some((sms) => sms.key === key);
    if (answer !== 'hang-up' && isNew) received.push({ ...JSON.parse(text), key });
    if (answer === 'take') answerJson(response, 202, { id: key });
    else response.destroy();
  });
  return {
    url: `${server.url}/messages`,
    close: server.close,
    token,
    received,
    answers,
    offered: () => offered,
  };
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks).toString('utf8');
}
