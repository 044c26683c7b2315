import { type UserError, userError } from '../foundation/errors.ts';
import { checkText } from '../foundation/text.ts';
import { momentProblem } from './member.rules.ts';

/**
 * What a member may allow (PIPL art. 14, 23, 24, 29; Advertising Law art. 43): membership itself, advertising by each
 * channel, personalised decisions, sharing with another party, use of sensitive data. Each is asked for by itself.
 */
export const consentPurposes = [
  'membership',
  'marketing_sms',
  'marketing_email',
  'marketing_wechat',
  'personalisation',
  'sharing',
  'sensitive_data',
] as const;
export type ConsentPurpose = (typeof consentPurposes)[number];

/** A grant or a withdrawal; both are told in the same way (PIPL art. 15: withdrawing is as easy as giving). */
export interface ConsentInput {
  memberId: string;
  purpose: ConsentPurpose;
  granted: boolean;
  /** Version of the text that the member agreed to or withdrew from. */
  policyVersion: string;
  /** Where it was said: a page, a counter, a call. */
  channel: string;
  /** When it was said; now when it isn't given, or by a clock that is a little ahead. */
  at?: Date | null;
}

const limits = { policyVersion: 50, channel: 50 } as const;

/** A consent as it is stored; `REQUIRED`, `TOO_LONG`, `INVALID_TEXT`, `DATE_INVALID`, `DATE_IN_FUTURE`, `DATE_TOO_OLD`. */
export function checkConsent(
  input: ConsentInput,
  now: Date,
): { consent: Required<Omit<ConsentInput, 'at'>> & { at: Date }; errors: UserError[] } {
  const version = checkText('policyVersion', input.policyVersion, {
    limit: limits.policyVersion,
    required: true,
  });
  const channel = checkText('channel', input.channel, { limit: limits.channel, required: true });
  const said = input.at ?? now;
  const problem = momentProblem(said, now);
  // By a clock that is ahead it would hold against what is said after it.
  const at = said > now ? now : said;
  return {
    consent: { ...input, policyVersion: version.text, channel: channel.text, at },
    errors: [
      ...version.errors,
      ...channel.errors,
      ...(problem ? [userError(problem, 'at', { earliest: '1900' })] : []),
    ],
  };
}
