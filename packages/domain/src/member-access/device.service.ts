import type { Database, ReadTransaction, Transaction } from '../foundation/database.ts';
import { DomainError, done, type Outcome, refused, userError } from '../foundation/errors.ts';
import { newId } from '../foundation/ids.ts';
import { brandScope, type Scope } from '../foundation/scope.ts';
import { hashToken } from '../operator/token.ts';
import {
  accessMinutes,
  deviceDays,
  graceSeconds,
  newAccessToken,
  newFamily,
  newRefreshToken,
  readRefreshToken,
} from './member-token.ts';

/** The tokens of a device. They are nowhere else: only their hashes are stored. */
export interface MemberTokens {
  memberId: string;
  brandId: string;
  deviceId: string;
  accessToken: string;
  accessExpiresAt: Date;
  refreshToken: string;
}

/** A member is signed in at so many places; one more ends the one that was not seen for longest. */
const mostDevices = 20;
const longestName = 100;

/** Signs a member in at a device. The member is locked, or was made in this transaction. */
export async function openDevice(
  tx: Transaction,
  { memberId, clientId, name }: { memberId: string; clientId: string; name: string | null },
): Promise<MemberTokens> {
  const id = newId();
  const tokens = newTokens(newFamily());
  const called = [
    ...(name ?? '')
      .normalize('NFC')
      .toWellFormed()
      .replace(/\p{Cc}/gu, ' ')
      .trim(),
  ];
  const [opened] = await tx.query<{ until: Date }>(
    `insert into member_device (brand_id, id, member_id, client_id, name, ip, family_hash, refresh_hash, access_hash,
       access_expires_at, expires_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, now() + make_interval(mins => $10), now() + make_interval(days => $11))
     returning access_expires_at as until`,
    [
      tx.brandId,
      id,
      memberId,
      clientId,
      called.slice(0, longestName).join(''),
      tx.scope.ip,
      tokens.familyHash,
      tokens.refreshHash,
      tokens.accessHash,
      accessMinutes,
      deviceDays.idle,
    ],
  );
  await tx.query(
    `delete from member_device where member_id = $1 and id in (
       select id from member_device where member_id = $1 order by last_seen_at desc, id desc offset $2)`,
    [memberId, mostDevices],
  );
  return tokensOf({ tx, id, memberId, tokens, until: opened?.until });
}

interface DeviceRow {
  id: string;
  memberId: string;
  expired: boolean;
  isLast: boolean;
  isBefore: boolean;
  inGrace: boolean;
}

/**
 * Exchanges a refresh token for new tokens. An older one than the last, or one of an answer that nobody was meant to
 * have, ends the sign-in: somebody else holds a token of it. For a short time the one before the last is taken too, since
 * an answer may be lost; what that answer held serves no more. `REFRESH_TOKEN_INVALID`. `scope`: `systemScope`.
 */
export async function refreshTokens(
  database: Database,
  scope: Scope,
  input: { refreshToken: string },
): Promise<Outcome<MemberTokens>> {
  const invalid = refused(userError('REFRESH_TOKEN_INVALID', 'refreshToken'));
  const shown = readRefreshToken(input.refreshToken);
  if (!shown) return invalid;
  const brandId = await database.read(scope, (tx) => brandOfFamily(tx, shown.familyHash));
  if (!brandId) return invalid;
  const outcome = await database.write(signInScope(brandId, scope), async (tx) => {
    const [device] = await tx.query<DeviceRow>(
      `select id, member_id as "memberId", expires_at <= now() as expired, refresh_hash = $2 as "isLast",
         coalesce(previous_hash = $2, false) as "isBefore",
         refreshed_at > now() - make_interval(secs => $3) as "inGrace"
       from member_device where family_hash = $1 for update`,
      [shown.familyHash, shown.hash, graceSeconds],
    );
    if (!device) return done(null);
    const isTaken = device.isLast || (device.isBefore && device.inGrace);
    if (device.expired || !isTaken) {
      await tx.query('delete from member_device where id = $1', [device.id]);
      if (!device.expired) auditReuse(tx, device);
      return done(null);
    }
    const tokens = newTokens(shown.family);
    const [refreshed] = await tx.query<{ until: Date }>(
      `update member_device set access_hash = $2, refresh_hash = $3, ip = $4, last_seen_at = now(),
         previous_hash = case when $5 then refresh_hash else previous_hash end,
         refreshed_at = case when $5 then now() else refreshed_at end,
         access_expires_at = now() + make_interval(mins => $6),
         expires_at = least(now() + make_interval(days => $7), signed_in_at + make_interval(days => $8))
       where id = $1 returning access_expires_at as until`,
      [
        device.id,
        tokens.accessHash,
        tokens.refreshHash,
        scope.ip,
        device.isLast,
        accessMinutes,
        deviceDays.idle,
        deviceDays.most,
      ],
    );
    const { id, memberId } = device;
    return done(tokensOf({ tx, id, memberId, tokens, until: refreshed?.until }));
  });
  if (!outcome.ok) return outcome;
  return outcome.value ? done(outcome.value) : invalid;
}

function auditReuse(tx: Transaction, { id, memberId }: DeviceRow): void {
  tx.audit({
    action: 'member.token_reuse',
    subjectType: 'MemberDevice',
    changes: [{ id, before: { signedIn: true }, after: null }],
    relatedIds: [memberId],
  });
}

async function brandOfFamily(tx: ReadTransaction, familyHash: Buffer): Promise<string | undefined> {
  const [row] = await tx.query<{ brandId: string }>(
    'select brand_id as "brandId" from member_device where family_hash = $1',
    [familyHash],
  );
  return row?.brandId;
}

interface NewTokens {
  familyHash: Buffer;
  accessToken: string;
  accessHash: Buffer;
  refreshToken: string;
  refreshHash: Buffer;
}

function newTokens(family: string): NewTokens {
  const accessToken = newAccessToken();
  const refreshToken = newRefreshToken(family);
  return {
    familyHash: hashToken(family),
    accessToken,
    accessHash: hashToken(accessToken),
    refreshToken,
    refreshHash: hashToken(refreshToken),
  };
}

function tokensOf({
  tx,
  id,
  memberId,
  tokens: { accessToken, refreshToken },
  until,
}: {
  tx: Transaction;
  id: string;
  memberId: string;
  tokens: NewTokens;
  until: Date | undefined;
}): MemberTokens {
  const accessExpiresAt = new Date(until ?? tx.now);
  return { memberId, brandId: tx.brandId, deviceId: id, accessToken, accessExpiresAt, refreshToken };
}

/** Signs out at one of one's own devices; another member's is `NOT_FOUND`. Runs in `memberScope`. */
export async function revokeDevice(tx: Transaction, id: string): Promise<Outcome<string>> {
  const gone = await tx.query('delete from member_device where id = $1 returning id', [id]);
  if (gone.length === 0) throw new DomainError('NOT_FOUND', { noun: 'MemberDevice' });
  return done(id);
}

/** Signs out: here, or at every device. Runs in `memberScope`. Returns how many sign-ins ended. */
export async function signOutMember(
  tx: Transaction,
  { everywhere }: { everywhere: boolean },
): Promise<Outcome<number>> {
  const { sessionId } = tx.scope;
  const gone = await tx.query('delete from member_device where $1::boolean or id = $2 returning id', [
    everywhere,
    sessionId,
  ]);
  return done(gone.length);
}

/** The scope in which sign-in works: the brand's, nobody acting yet. */
export function signInScope(brandId: string, { requestId, ip, locale }: Scope): Scope {
  return brandScope(brandId, { requestId, ip, locale });
}
