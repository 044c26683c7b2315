import { createHash } from 'node:crypto';
import { isIPv6 } from 'node:net';

/** A bucket that holds `capacity` failures and loses one every `secondsPerUnit`. */
export interface Bucket {
  key: string;
  capacity: number;
  secondsPerUnit: number;
}

/**
 * The address that is counted: IPv4 whole, of IPv6 the network (/64), since one household or server has all of it.
 */
export function addressKey(ip: string | null): string {
  if (!ip) return 'unknown';
  const plain = ip.replace(/%.*$/, '').toLowerCase();
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/.exec(plain);
  if (mapped?.[1]) return mapped[1];
  if (!isIPv6(plain)) return plain;
  const [head = '', tail] = plain.split('::');
  const left = head === '' ? [] : head.split(':');
  const right = tail ? tail.split(':') : [];
  const missing = tail === undefined ? 0 : 8 - left.length - right.length;
  const groups = [...left, ...Array.from({ length: Math.max(0, missing) }, () => '0'), ...right];
  return `${groups
    .slice(0, 4)
    .map((group) => group.replace(/^0+(?=.)/, ''))
    .join(':')}::/64`;
}

/** The account that is counted. Hashed, since addresses that nobody has are typed in too. */
export function accountKey(email: string): string {
  return createHash('sha256').update(email).digest('base64url').slice(0, 27);
}

/**
 * What a try to sign in is counted against; failures alone stay counted. Ten wrong tries of one account from one
 * address, then one every three minutes; fifty from one address, whatever the account (an office shares one), then two
 * a minute; fifty of one account from anywhere, then one every two minutes. The last does not hold for an address that
 * the owner signed in from, so that strangers can't lock the owner out.
 */
export function signInBuckets(email: string, ip: string | null, knownAddress: boolean): Bucket[] {
  const account = accountKey(email);
  const address = addressKey(ip);
  const buckets = [
    { key: `sign-in:${account}:${address}`, capacity: 10, secondsPerUnit: 180 },
    { key: `sign-in:address:${address}`, capacity: 50, secondsPerUnit: 30 },
  ];
  if (!knownAddress) buckets.push({ key: `sign-in:account:${account}`, capacity: 50, secondsPerUnit: 120 });
  return buckets;
}

/** Wrong codes after a right password, of one account from anywhere: ten, then six an hour. */
export function codeBucket(email: string): Bucket {
  return { key: `code:${accountKey(email)}`, capacity: 10, secondsPerUnit: 600 };
}

/** Wrong passwords where an operator confirms what they do: ten, then one every three minutes. */
export function confirmationBucket(operatorId: string): Bucket {
  return { key: `confirm:${operatorId}`, capacity: 10, secondsPerUnit: 180 };
}

/** Failures that are written to the audit log, which never shrinks: twenty of an account, then six an hour. */
export function failureAuditBucket(operatorId: string | undefined): Bucket {
  return { key: `audit:${operatorId ?? 'unknown'}`, capacity: 20, secondsPerUnit: 600 };
}

/** Requests for a reset from one address: ten, then one every five minutes. */
export function resetAddressBucket(ip: string | null): Bucket {
  return { key: `reset:address:${addressKey(ip)}`, capacity: 10, secondsPerUnit: 300 };
}

/** Mails with a reset to one account: three, then four an hour. */
export function resetAccountBucket(email: string): Bucket {
  return { key: `reset:account:${accountKey(email)}`, capacity: 3, secondsPerUnit: 900 };
}
