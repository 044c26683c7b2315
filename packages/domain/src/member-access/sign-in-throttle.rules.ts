import { addressKey, type Bucket } from '../operator/throttle.rules.ts';

/** What tries of members are counted against. `phone`: a keyed hash of the number in the brand, never the number. */
interface Try {
  brandId: string;
  ip: string | null;
  phone: string;
}

/**
 * Codes that are sent: to one number, one a minute, and five at once at most, then six an hour; for one address a
 * hundred, then six a minute (very many telephones may share one); for one brand a thousand, then two a second, which is what
 * somebody who makes the brand pay for messages can cost it.
 */
export function codeRequestBuckets({ brandId, ip, phone }: Try): Bucket[] {
  return [
    { key: `member-code:again:${phone}`, capacity: 1, secondsPerUnit: 60 },
    { key: `member-code:phone:${phone}`, capacity: 5, secondsPerUnit: 600 },
    { key: `member-code:address:${addressKey(ip)}`, capacity: 100, secondsPerUnit: 10 },
    { key: `member-code:brand:${brandId}`, capacity: 1000, secondsPerUnit: 0.5 },
  ];
}

/**
 * Wrong codes: of one number twenty, whatever codes were sent meanwhile, then six an hour: a guess is right once in a
 * million; from one address a hundred, then two a minute; in one brand five thousand, then two a second.
 */
export function codeTryBuckets({ brandId, ip, phone }: Try): Bucket[] {
  return [
    { key: `member-try:phone:${phone}`, capacity: 20, secondsPerUnit: 600 },
    { key: `member-try:address:${addressKey(ip)}`, capacity: 100, secondsPerUnit: 30 },
    { key: `member-try:brand:${brandId}`, capacity: 5000, secondsPerUnit: 0.5 },
  ];
}

/** Codes of WeChat that turned out to be wrong: from one address fifty, then one every 30 seconds. */
export function wechatTryBuckets(ip: string | null): Bucket[] {
  return [{ key: `member-wechat:address:${addressKey(ip)}`, capacity: 50, secondsPerUnit: 30 }];
}
