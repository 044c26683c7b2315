import type { Keyring } from '../foundation/keyring.ts';
import { checkEmail } from '../operator/operator.rules.ts';
import { type IdentityKind, normalisePhone } from './identity.rules.ts';

/**
 * Names that more members have than this are not looked for by the index of names: walking the order of the list meets
 * enough of them soon.
 */
export const mostByName = 5000;

/** What a search text asks for: members with one of the identities, or with the number of an order, or with the name. */
export interface MemberSearch {
  /** Pieces of names that a member must have, all of them; none: names aren't searched. */
  grams: bigint[];
  /** Keyed hashes of identities, one of which a member has. */
  lookups: Buffer[];
  /** The value of an identity that isn't sealed, or an order's number, just as it is. */
  exact: string;
}

const longestTerm = 200;

/**
 * Decides what a text that was typed into a search means. What looks like a phone number or an e-mail address is looked
 * up as just that, since those can't be found by a part; anything else is part of a name. External ids, other plain
 * identities and order numbers are found by the whole of them, whatever they look like. Null when nothing can match.
 */
export function memberSearch(keyring: Keyring, brandId: string, text: string): MemberSearch | null {
  const term = text.normalize('NFC').trim();
  if (term === '' || [...term].length > longestTerm || !term.isWellFormed() || term.includes('\0'))
    return null;
  const lookup = (kind: IdentityKind, value: string) => keyring.lookup(brandId, kind, '', value);

  const { email, errors } = checkEmail('search', term);
  if (errors.length === 0) return { grams: [], lookups: [lookup('email', email)], exact: term };
  const looksLikePhone = /^[+(\d][\d\s().-]{4,}$/.test(term.normalize('NFKC'));
  const phone = looksLikePhone ? normalisePhone(term) : undefined;
  if (phone) return { grams: [], lookups: [lookup('phone', phone)], exact: term };
  return { grams: keyring.termGrams(brandId, term), lookups: [], exact: term };
}
