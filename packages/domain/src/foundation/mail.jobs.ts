import { createHash } from 'node:crypto';
import { createTransport } from 'nodemailer';
import { z } from 'zod';
import { DomainError } from './errors.ts';
import { defineJob, type JobDefinition } from './jobs.ts';
import { renderMail } from './mail.templates.ts';
import { type MailSettings, openMail } from './mail.ts';

/**
 * The job that sends a mail. Tried again for about a day when the server is busy or can't be reached; not when it refuses
 * the address. The same mail has the same Message-ID at every try, so that a receiver can tell a repetition.
 */
export function mailJob(settings: MailSettings | null): { job: JobDefinition; close(): void } {
  const transport = settings
    ? createTransport(
        { url: settings.url, connectionTimeout: 10_000, greetingTimeout: 10_000, socketTimeout: 30_000 },
        { from: settings.from },
      )
    : null;
  const job = defineJob({
    name: 'mail.send',
    input: z.object({ template: z.string(), sealed: z.string() }),
    retryLimit: 12,
    retryDelaySeconds: 15,
    retryDelayMaxSeconds: 4 * 3600,
    timeLimitSeconds: 120,
    concurrency: 2,
    async run({ database, scope, input, log }) {
      if (!transport) {
        log.info({ template: input.template }, 'mail is not set up (SMTP_URL): this one is not sent');
        return;
      }
      const mail = openMail(database.keyring, input.sealed, scope);
      const messageId = `<${createHash('sha256').update(input.sealed).digest('hex').slice(0, 32)}@kolony>`;
      try {
        await transport.sendMail({ to: mail.to, messageId, ...renderMail(mail) });
      } catch (error) {
        if (isRefused(error)) throw new DomainError('MAIL_REFUSED', {}, { cause: error });
        throw new DomainError('MAIL_UNAVAILABLE', {}, { cause: error });
      }
      log.info({ template: input.template }, 'mail sent');
    },
  });
  return { job, close: () => transport?.close() };
}

/** A 5xx answer to the addresses or the text stands for good; one to the sign-in is a setting that can be mended. */
function isRefused(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code = 'responseCode' in error && typeof error.responseCode === 'number' ? error.responseCode : 0;
  const command = 'command' in error && typeof error.command === 'string' ? error.command : '';
  return code >= 500 && code < 600 && !command.startsWith('AUTH');
}
