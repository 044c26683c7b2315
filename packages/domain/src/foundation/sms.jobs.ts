import { createHash } from 'node:crypto';
import { z } from 'zod';
import { DomainError } from './errors.ts';
import { type Answer, call, NoAnswerError } from './http-call.ts';
import { defineJob, type JobDefinition } from './jobs.ts';
import { openSms, renderSms, type SmsSettings } from './sms.ts';

const limits = { withinMs: 10_000, mostBytes: 64_000 };
/** The longest that a gateway may ask to be left alone for, in seconds. */
const longestWait = 300;

/**
 * The job that sends a text message, by the protocol that the README describes. Tried again for as long as the message
 * serves, when the gateway is busy or can't be reached; not when it refuses the number. The same message has the same
 * key at every try, so that the gateway can tell a repetition.
 */
export function smsJob(settings: SmsSettings | null): JobDefinition {
  return defineJob({
    name: 'sms.send',
    input: z.object({ brandId: z.uuid(), sealed: z.string() }),
    retryLimit: 8,
    retryDelaySeconds: 2,
    retryDelayMaxSeconds: 60,
    timeLimitSeconds: 30,
    concurrency: 4,
    async run({ database, input, log }) {
      if (!settings) {
        log.info({}, 'no SMS gateway is set up (SMS_URL): this message is not sent');
        return;
      }
      const sms = openSms(database.keyring, input.sealed, input.brandId);
      if (Date.parse(sms.until) <= Date.now()) {
        log.info({ template: sms.template }, 'a text message came too late to be of use: it is not sent');
        return;
      }
      const key = createHash('sha256').update(input.sealed).digest('hex').slice(0, 32);
      const { to, locale, template, values } = sms;
      const answer = await call(new URL(settings.url), {
        ...limits,
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          authorization: `Bearer ${settings.token}`,
          'idempotency-key': key,
        },
        body: JSON.stringify({ to, text: renderSms(sms), locale, template, values }),
      }).catch((error: unknown) => {
        if (error instanceof NoAnswerError) throw new DomainError('SMS_UNAVAILABLE', {}, { cause: error });
        throw error;
      });
      const failure = failureOf(answer);
      if (failure) throw failure;
      log.info({ template }, 'text message sent');
    },
  });
}

/** What an answer says other than that the message was taken. */
function failureOf({ status, headers, json }: Answer): DomainError | undefined {
  if (status >= 200 && status < 300) return undefined;
  const parsed = z.object({ code: z.string().max(100) }).safeParse(json);
  const cause = new Error(`the SMS gateway answered ${status} ${parsed.success ? parsed.data.code : ''}`);
  const code = parsed.success ? parsed.data.code : '';
  if (code === 'number_rejected' || code === 'blocked') return new DomainError('SMS_REFUSED', {}, { cause });
  if (status !== 429) return new DomainError('SMS_UNAVAILABLE', {}, { cause });
  const wait = Number(headers.get('retry-after') ?? 1);
  const seconds = wait > 0 ? Math.min(Math.ceil(wait), longestWait) : 1;
  return new DomainError('RATE_LIMITED', { seconds }, { cause });
}
