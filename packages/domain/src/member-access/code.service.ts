import { randomInt, timingSafeEqual } from 'node:crypto';
import type { Database, Transaction } from '../foundation/database.ts';
import { done, type Outcome, refused, userError } from '../foundation/errors.ts';
import type { Keyring } from '../foundation/keyring.ts';
import type { Scope } from '../foundation/scope.ts';
import { normalisePhone } from '../member/identity.rules.ts';
import type { KnownClient } from './client.service.ts';
import { type MemberTokens, openDevice, signInScope } from './device.service.ts';
import { countTry, memberOf, namedClient } from './sign-in.ts';
import { codeRequestBuckets, codeTryBuckets } from './sign-in-throttle.rules.ts';

/** How long a code serves, and how often it may be tried. */
export const codeMinutes = 5;
const mostTries = 5;

/**
 * Sends a code to a telephone, in place of one that was sent before. The answer is the same whether a member has the
 * number or not. `PHONE_INVALID`, `MEMBER_CLIENT_UNKNOWN`. `scope`: `systemScope` with address and request.
 * @throws DomainError RATE_LIMITED
 */
export async function requestCode(
  database: Database,
  scope: Scope,
  input: { clientId: string; phone: string },
): Promise<Outcome<null>> {
  const asked = await whoAsks(database, scope, input);
  if (!asked.ok) return asked;
  const { client, phone, lookup } = asked.value;
  const { brandId } = client;
  await countTry(
    database,
    scope,
    codeRequestBuckets({ brandId, ip: scope.ip, phone: throttleKey(database.keyring, brandId, phone) }),
  );
  const code = String(randomInt(1_000_000)).padStart(6, '0');
  return database.write(signInScope(brandId, scope), async (tx) => {
    const [brand] = await tx.query<{ name: string; until: Date }>(
      `select name, now() + make_interval(mins => $2) as until from brand where id = $1`,
      [tx.brandId, codeMinutes],
    );
    if (!brand) return refused(userError('MEMBER_CLIENT_UNKNOWN', 'clientId'));
    const until = new Date(brand.until);
    await tx.query(
      `insert into member_code (brand_id, phone_lookup, code_hash, expires_at) values ($1, $2, $3, $4)
       on conflict (brand_id, phone_lookup) do update
         set code_hash = excluded.code_hash, expires_at = excluded.expires_at, tries = 0`,
      [tx.brandId, lookup, hashOf(tx.keyring, client, phone, code), until.toISOString()],
    );
    tx.emit('sms.send', {
      to: phone,
      locale: scope.locale,
      template: 'sign_in_code',
      values: { brand: brand.name, code, minutes: String(codeMinutes) },
      until: until.toISOString(),
    });
    return done(null);
  });
}

/**
 * Signs in the member of a telephone by the code that was sent to it, who is made where nobody has the number. A code
 * serves once, five minutes, five tries, for the number and the client that it was asked for: `SMS_CODE_WRONG` says
 * nothing of what was wrong with it. `scope`: `systemScope` with address and request.
 * @throws DomainError RATE_LIMITED
 */
export async function signInByPhone(
  database: Database,
  scope: Scope,
  input: { clientId: string; phone: string; code: string; deviceName: string | null },
): Promise<Outcome<MemberTokens>> {
  const asked = await whoAsks(database, scope, input);
  if (!asked.ok) return asked;
  const { client, phone, lookup } = asked.value;
  const key = throttleKey(database.keyring, client.brandId, phone);
  const wasNone = await countTry(
    database,
    scope,
    codeTryBuckets({ brandId: client.brandId, ip: scope.ip, phone: key }),
  );
  const outcome = await database.write(signInScope(client.brandId, scope), async (tx) => {
    const given = hashOf(tx.keyring, client, phone, input.code.trim().slice(0, 20));
    if (!(await takeCode(tx, lookup, given))) return done(null);
    const memberId = await memberOf(tx, [{ kind: 'phone', value: phone }], client.kind);
    await verifyPhone(tx, { memberId, lookup });
    return done(await openDevice(tx, { memberId, clientId: client.id, name: input.deviceName }));
  });
  if (!outcome.ok) return outcome;
  if (!outcome.value) return refused(userError('SMS_CODE_WRONG', 'code'));
  await wasNone();
  return done(outcome.value);
}

/** Counts a try of the number's code, and takes the code away if it is right. What was wrong is not told. */
async function takeCode(tx: Transaction, lookup: Buffer, given: Buffer): Promise<boolean> {
  const [row] = await tx.query<{ hash: Buffer }>(
    `update member_code set tries = tries + 1 where phone_lookup = $1 and tries < $2 and expires_at > now()
     returning code_hash as hash`,
    [lookup, mostTries],
  );
  if (!row || !timingSafeEqual(row.hash, given)) return false;
  await tx.query('delete from member_code where phone_lookup = $1', [lookup]);
  return true;
}

/** Notes that a number is the member's, where nobody had proved that before. */
async function verifyPhone(
  tx: Transaction,
  { memberId, lookup }: { memberId: string; lookup: Buffer },
): Promise<void> {
  const verified = await tx.query<{ id: string }>(
    'update member_identity set verified_at = $2 where lookup = $1 and verified_at is null returning id',
    [lookup, tx.now],
  );
  if (verified.length === 0) return;
  const change = { id: memberId, before: { phoneVerified: false }, after: { phoneVerified: true } };
  tx.audit({ action: 'member.identity_verify', subjectType: 'Member', changes: [change] });
}

async function whoAsks(
  database: Database,
  scope: Scope,
  input: { clientId: string; phone: string },
): Promise<Outcome<{ client: KnownClient; phone: string; lookup: Buffer }>> {
  const phone = input.phone.length > 50 ? undefined : normalisePhone(input.phone);
  if (!phone) return refused(userError('PHONE_INVALID', 'phone'));
  const client = await namedClient(database, scope, { field: 'clientId', value: input.clientId });
  if (!client.ok) return client;
  const lookup = database.keyring.lookup(client.value.brandId, 'phone', '', phone);
  return done({ client: client.value, phone, lookup });
}

/** A code can't be found out from what is stored by trying all there are: that takes the installation's key. */
function hashOf(keyring: Keyring, { brandId, clientId }: KnownClient, phone: string, code: string): Buffer {
  return keyring.lookup(brandId, 'member_code', clientId, JSON.stringify([phone, code]));
}

function throttleKey(keyring: Keyring, brandId: string, phone: string): string {
  return keyring.lookup(brandId, 'throttle', 'phone', phone).toString('base64url').slice(0, 27);
}
