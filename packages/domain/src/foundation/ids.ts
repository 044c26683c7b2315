import { uuidv7 } from 'uuidv7';

/** Nouns with an id of their own, and the prefix that the id bears outside of the database. */
export const idPrefixes = {
  Operator: 'operator',
  OperatorSession: 'session',
  Brand: 'brand',
  BrandChannel: 'channel',
  BrandOperator: 'seat',
  Invitation: 'invitation',
  Member: 'member',
  MemberIdentity: 'identity',
  MemberNote: 'note',
  MemberConsent: 'consent',
  MemberMerge: 'merge',
  MemberClient: 'client',
  MemberDevice: 'device',
  MemberEvent: 'event',
  BirthdayCare: 'birthday',
  Tier: 'tier',
  Badge: 'badge',
  BadgeAward: 'award',
  Tag: 'tag',
  Order: 'order',
  Import: 'import',
  ImportProblem: 'problem',
  Job: 'job',
  StoredFile: 'file',
  SavedView: 'view',
  AuditEvent: 'audit',
  Notification: 'notification',
  PointsEntry: 'entry',
  PointsAdjustment: 'adjustment',
  EarningRule: 'rule',
  Reward: 'reward',
  RewardRedemption: 'redemption',
  CouponTemplate: 'template',
  Coupon: 'coupon',
  CouponRedemption: 'couponorder',
  TierLadderChange: 'ladder',
  TierLadderPreview: 'preview',
  Benefit: 'benefit',
  BenefitUse: 'use',
} as const;

export type Noun = keyof typeof idPrefixes;

/** Stands where a UUID must and there is none: for the installation among brands, for nobody among operators. */
export const noId = '00000000-0000-0000-0000-000000000000';

/** A new UUIDv7: unique, and ordered by the time it was made. */
export function newId(): string {
  return uuidv7();
}

const alphabet = '0123456789abcdefghjkmnpqrstvwxyz';
const digits = Buffer.from(alphabet);
/** The value of a hexadecimal digit by its code. */
const hexValues = Uint8Array.from(
  { length: 128 },
  (_, code) => Number.parseInt(String.fromCharCode(code), 16) || 0,
);
const nouns = new Map<string, Noun>(
  Object.entries(idPrefixes).map(([noun, prefix]) => [prefix, noun as Noun]),
);

const hyphen = 0x2d;
const encoded = Buffer.alloc(26);

/** The public form of an id: a TypeID, `member_01h455vb4pex5vsknk084sn02q` (https://github.com/jetify-com/typeid). */
export function encodeId(noun: Noun, uuid: string): string {
  // 26 digits of 5 bits: two bits more than there are go in front.
  let bits = 0;
  let count = 2;
  let at = 0;
  for (let n = 0; n < uuid.length; n++) {
    const code = uuid.charCodeAt(n);
    if (code === hyphen) continue;
    bits = (bits << 4) | (hexValues[code] ?? 0);
    count += 4;
    if (count < 5) continue;
    count -= 5;
    encoded[at++] = digits[(bits >> count) & 31] ?? 0;
  }
  return `${idPrefixes[noun]}_${encoded.toString('latin1')}`;
}

/** The noun and the UUID of a public id; undefined for anything that is not one. */
export function decodeId(id: string): { noun: Noun; uuid: string } | undefined {
  const match = /^([a-z]+)_([0-7][0-9a-hjkmnp-tv-z]{25})$/.exec(id);
  const noun = nouns.get(match?.[1] ?? '');
  if (!match?.[2] || !noun) return undefined;
  let value = 0n;
  for (const character of match[2]) value = (value << 5n) | BigInt(alphabet.indexOf(character));
  const hex = value.toString(16).padStart(32, '0');
  return {
    noun,
    uuid: `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`,
  };
}

/** The UUID of a public id of this noun; undefined when it is malformed or of another noun. */
export function decodeIdOf(noun: Noun, id: string): string | undefined {
  const decoded = decodeId(id);
  return decoded?.noun === noun ? decoded.uuid : undefined;
}
