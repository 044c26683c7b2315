import { type UserError, userError } from '../foundation/errors.ts';
import { checkText } from '../foundation/text.ts';

const longestEmail = 254;
// An apostrophe may stand before the @ (RFC 5322, atext): Miss O'Keefe has one.
const shape = /^[^\s@<>",;:\\()[\]]+@[^\s@.<>"',;:\\()[\]]+(\.[^\s@.<>"',;:\\()[\]]+)+$/u;

/** An e-mail address as it is stored and compared: trimmed, compatibility-folded, in lower case. */
export function normaliseEmail(email: string): string {
  return email.trim().normalize('NFKC').toLowerCase();
}

/** The normalised address, with `EMAIL_INVALID` for what can't be one (RFC 5321 limits it to 254 characters). */
export function checkEmail(field: string, value: string): { email: string; errors: UserError[] } {
  const email = normaliseEmail(value);
  const [local = ''] = email.split('@');
  const valid =
    email.length <= longestEmail &&
    local.length <= 64 &&
    shape.test(email) &&
    email.isWellFormed() &&
    !/\p{Cc}/u.test(email) &&
    email === email.toLowerCase();
  return { email, errors: valid ? [] : [userError('EMAIL_INVALID', field)] };
}

/** An operator's name: 1 to 80 characters. */
export function checkOperatorName(value: string, field = 'name'): { text: string; errors: UserError[] } {
  return checkText(field, value, { limit: 80, required: true });
}

/** An address as the audit log may keep it for ever: `l***@example.com`. */
export function maskEmail(email: string): string {
  const at = email.lastIndexOf('@');
  return `${[...email.slice(0, at)].slice(0, 1).join('')}***${email.slice(at)}`;
}
