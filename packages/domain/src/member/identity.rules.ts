import { parsePhoneNumberFromString } from 'libphonenumber-js/max';
import { type UserError, userError } from '../foundation/errors.ts';
import { checkText } from '../foundation/text.ts';
import { checkEmail, maskEmail } from '../operator/operator.rules.ts';
import { maskPhone } from './masking.rules.ts';

export const identityKinds = ['external_id', 'phone', 'email', 'openid', 'unionid', 'device'] as const;
export type IdentityKind = (typeof identityKinds)[number];

/** A handle of a member as a caller gives it. */
export interface IdentityInput {
  kind: IdentityKind;
  /** Where the handle is unique: a shop's name, a mini program's app id. Not for phone and e-mail. */
  namespace?: string | null;
  value: string;
  verifiedAt?: Date | null;
}

/** A handle in the one form in which it is stored and compared: phone in E.164, e-mail in lower case. */
export interface Identity {
  kind: IdentityKind;
  namespace: string;
  value: string;
  verifiedAt: Date | null;
}

const limits = { namespace: 64, value: 200 } as const;
const mostPerMember = 50;

/** Kinds whose values are personal data: sealed in the database and masked in the API. */
export function isSealedKind(kind: IdentityKind): boolean {
  return kind === 'phone' || kind === 'email';
}

/**
 * The normalised identities of an input, without repeats, and what is wrong with them: `PHONE_INVALID`,
 * `EMAIL_INVALID`, `NAMESPACE_NOT_ALLOWED`, `REQUIRED`, `TOO_LONG`, `INVALID_TEXT`, `TOO_MANY` (50 a member).
 */
export function checkIdentities(
  inputs: readonly IdentityInput[],
  field: string[] = ['identities'],
): { identities: Identity[]; errors: UserError[] } {
  if (inputs.length > mostPerMember) {
    return { identities: [], errors: [userError('TOO_MANY', field, { limit: mostPerMember })] };
  }
  const identities = new Map<string, Identity>();
  const errors: UserError[] = [];
  inputs.forEach((input, at) => {
    const checked = checkIdentity(input, [...field, String(at)]);
    errors.push(...checked.errors);
    const { kind, namespace, value } = checked.identity;
    const key = JSON.stringify([kind, namespace, value]);
    if (!identities.has(key)) identities.set(key, checked.identity);
  });
  return { identities: [...identities.values()], errors };
}

/** One identity, normalised, with what is wrong with it. */
export function checkIdentity(
  input: IdentityInput,
  field: string[] = [],
): { identity: Identity; errors: UserError[] } {
  const at = [...field, 'value'];
  const namespace = checkText([...field, 'namespace'], input.namespace ?? '', { limit: limits.namespace });
  const errors = [...namespace.errors];
  if (isSealedKind(input.kind) && namespace.text !== '') {
    errors.push(userError('NAMESPACE_NOT_ALLOWED', [...field, 'namespace']));
  }
  const text = checkText(at, input.value, { limit: limits.value, required: true });
  const value = text.errors.length > 0 ? text.text : normaliseValue(input.kind, text.text);
  if (value === undefined)
    errors.push(userError(input.kind === 'phone' ? 'PHONE_INVALID' : 'EMAIL_INVALID', at));
  errors.push(...text.errors);
  const { kind, verifiedAt = null } = input;
  return { identity: { kind, namespace: namespace.text, value: value ?? '', verifiedAt }, errors };
}

function normaliseValue(kind: IdentityKind, text: string): string | undefined {
  if (kind === 'phone') return normalisePhone(text);
  if (kind !== 'email') return text;
  const { email, errors } = checkEmail('value', text);
  return errors.length > 0 ? undefined : email;
}

/**
 * A phone number in E.164, `+8613812345678`. Numbers without a country code are Chinese ones. Undefined for what can't
 * be a number that is in use, by the numbering plans in libphonenumber.
 */
export function normalisePhone(text: string): string | undefined {
  const folded = text.normalize('NFKC');
  const digits = folded.replace(/[\s-]/g, '');
  // Mobile numbers of China are nearly all of them: recognised without the library's long way.
  const mobile = /^(?:\+?86|0086)?(1[3-9]\d{9})$/.exec(digits)?.[1];
  if (mobile) return `+86${mobile}`;
  // Not from within a text: of two numbers the second would be lost.
  const phone = parsePhoneNumberFromString(digits.startsWith('00') ? `+${digits.slice(2)}` : folded, {
    defaultCountry: 'CN',
    extract: false,
  });
  return phone?.isValid() && !phone.ext ? phone.number : undefined;
}

/** The value as it may be shown: phone and e-mail masked, others as they are. */
export function maskIdentity({ kind, value }: Pick<Identity, 'kind' | 'value'>): string {
  if (kind === 'phone') return maskPhone(value);
  if (kind === 'email') return maskEmail(value);
  return value;
}
