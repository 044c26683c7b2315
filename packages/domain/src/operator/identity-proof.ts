import type { Database, ReadTransaction, Transaction } from '../foundation/database.ts';
import { DomainError, done, type Outcome, refused, userError } from '../foundation/errors.ts';
import type { Keyring } from '../foundation/keyring.ts';
import type { Scope } from '../foundation/scope.ts';
import { notifyAccount } from '../notification/notification.service.ts';
import { normaliseEmail } from './operator.rules.ts';
import { verifyPassword } from './password.hash.ts';
import { addressKey, type Bucket, codeBucket, failureAuditBucket, signInBuckets } from './throttle.rules.ts';
import { charge, refund, take } from './throttle.service.ts';
import { isTotpCode, normaliseCode, totpStep } from './totp.rules.ts';

export interface Credentials {
  email: string;
  password: string;
  /** A code of the authenticator app, or a recovery code. */
  code?: string | null;
}

/** That someone is an operator: what `acceptProof` makes good in the transaction that relies on it. */
export interface IdentityProof {
  operatorId: string;
  passwordHash: string;
  totpStep: number | null;
  recoveryHash: Buffer | null;
  counted: readonly Bucket[];
}

interface CredentialRow {
  operator_id: string;
  password_hash: string;
  totp_secret: Buffer | null;
  totp_on: boolean;
  last_step: number | null;
}

/**
 * Finds out whether e-mail, password and code are right. Every try is counted before it is looked at, so that any
 * number at once get no further than the buckets allow; `RATE_LIMITED` then. An unknown e-mail and a wrong password
 * are one answer (`SIGN_IN_FAILED`), reached by the same steps. `TOTP_REQUIRED` and `TOTP_INVALID` come after a right
 * password only. No connection is held while the password is hashed.
 */
export async function proveIdentity(
  database: Database,
  scope: Scope,
  credentials: Credentials,
): Promise<Outcome<IdentityProof>> {
  const email = normaliseEmail(credentials.email.slice(0, 1000));
  const { row, counted } = await countTry(database, scope, email);
  const right = await verifyPassword(row?.password_hash, credentials.password);
  if (!right || !row) {
    await recordFailure(database, scope, row?.operator_id);
    return refused(userError('SIGN_IN_FAILED'));
  }
  const proof = {
    operatorId: row.operator_id,
    passwordHash: row.password_hash,
    totpStep: null,
    recoveryHash: null,
  };
  if (!row.totp_on || !row.totp_secret) return done({ ...proof, counted });
  if (!credentials.code?.trim()) {
    await uncount(database, scope, counted);
    return refused(userError('TOTP_REQUIRED', 'code'));
  }
  const codes = [codeBucket(email)];
  await countCode(database, scope, codes);
  const second = await checkCode(database, scope, row, normaliseCode(credentials.code));
  if (!second) {
    await recordFailure(database, scope, row.operator_id);
    return refused(userError('TOTP_INVALID', 'code'));
  }
  return done({ ...proof, ...second, counted: [...counted, ...codes] });
}

/**
 * Uses the proof up: the code can't serve again, the tries are uncounted, the address is known from now on. `CONFLICT`
 * when the password changed meanwhile; `TOTP_INVALID` when the code was used meanwhile.
 */
export async function acceptProof(tx: Transaction, proof: IdentityProof): Promise<Outcome<string>> {
  const { operatorId } = proof;
  const [row] = await tx.query<{ password_hash: string }>(
    'select password_hash from operator_credential where operator_id = $1 for update',
    [operatorId],
  );
  if (row?.password_hash !== proof.passwordHash) throw new DomainError('CONFLICT');
  if (proof.totpStep !== null) {
    const used = await tx.query(
      `update operator_credential set totp_last_step = $2
       where operator_id = $1 and (totp_last_step is null or totp_last_step < $2) returning 1 as used`,
      [operatorId, proof.totpStep],
    );
    if (used.length === 0) return refused(userError('TOTP_INVALID', 'code'));
  }
  if (proof.recoveryHash) {
    const used = await tx.query(
      `update recovery_code set used_at = now()
       where operator_id = $1 and code_hash = $2 and used_at is null returning 1 as used`,
      [operatorId, proof.recoveryHash],
    );
    if (used.length === 0) return refused(userError('TOTP_INVALID', 'code'));
    tx.audit({
      action: 'operator.recovery_code_use',
      subjectType: 'Operator',
      changes: [{ id: operatorId, before: {}, after: {} }],
      ofInstallation: true,
    });
  }
  await refund(tx, proof.counted);
  const { isNew, hasOthers } = await rememberAddress(tx, operatorId);
  // Where one signs in from first is new to nobody.
  if (isNew && hasOthers && tx.scope.ip) {
    const notice = {
      kind: 'sign_in_new_address',
      params: { address: tx.scope.ip },
      targetId: operatorId,
    } as const;
    await notifyAccount(tx, operatorId, notice);
  }
  return done(operatorId);
}

/**
 * From now on a flood against the account from elsewhere doesn't concern this address. Tells whether it was not known
 * before, and whether others are.
 */
export async function rememberAddress(
  tx: Transaction,
  operatorId: string,
): Promise<{ isNew: boolean; hasOthers: boolean }> {
  const [row] = await tx.query<{ isNew: boolean; hasOthers: boolean }>(
    `insert into operator_address (operator_id, address) values ($1, $2)
     on conflict (operator_id, address) do update set last_used_at = now()
     returning xmax = 0 as "isNew",
       exists (select from operator_address a where a.operator_id = $1 and a.address <> $2) as "hasOthers"`,
    [operatorId, addressKey(tx.scope.ip)],
  );
  return row ?? { isNew: false, hasOthers: false };
}

/** A recovery code as it is stored: hashed with the installation's key, since it has fewer bits than a token. */
export function recoveryHash(keyring: Keyring, operatorId: string, code: string): Buffer {
  return keyring.lookup(operatorId, 'recovery_code', '', normaliseCode(code));
}

async function countTry(database: Database, scope: Scope, email: string) {
  const outcome = await database.write(scope, async (tx) => {
    const row = await credentialOf(tx, email);
    const counted = signInBuckets(email, scope.ip, await isKnownAddress(tx, email));
    await charge(tx, counted);
    return done({ row, counted });
  });
  if (!outcome.ok) throw new Error('counting a try is never refused');
  return outcome.value;
}

async function credentialOf(tx: ReadTransaction, email: string): Promise<CredentialRow | undefined> {
  const [row] = await tx.query<CredentialRow>(
    `select c.operator_id, c.password_hash, c.totp_secret, c.totp_enabled_at is not null as totp_on,
       c.totp_last_step::float8 as last_step
     from operator o join operator_credential c on c.operator_id = o.id where o.email = $1`,
    [email.replaceAll('\0', '')],
  );
  return row;
}

async function isKnownAddress(tx: ReadTransaction, email: string): Promise<boolean> {
  const [row] = await tx.query<{ known: boolean }>(
    `select exists (select from operator_address a join operator o on o.id = a.operator_id
       where o.email = $1 and a.address = $2 and a.last_used_at > now() - interval '90 days') as known`,
    [email.replaceAll('\0', ''), addressKey(tx.scope.ip)],
  );
  return row?.known ?? false;
}

async function countCode(database: Database, scope: Scope, codes: Bucket[]): Promise<void> {
  await database.write(scope, async (tx) => {
    await charge(tx, codes);
    return done(null);
  });
}

async function uncount(database: Database, scope: Scope, counted: readonly Bucket[]): Promise<void> {
  await database.write(scope, async (tx) => {
    await refund(tx, counted);
    return done(null);
  });
}

async function checkCode(database: Database, scope: Scope, row: CredentialRow, code: string) {
  if (isTotpCode(code) && row.totp_secret) {
    const { totp_secret: sealed, operator_id: id } = row;
    const secret = database.keyring.open(sealed, 'operator_credential.totp_secret', id);
    const step = totpStep(secret, code, new Date(), row.last_step);
    return step === undefined ? undefined : { totpStep: step, recoveryHash: null };
  }
  const hash = recoveryHash(database.keyring, row.operator_id, code);
  const unused = await database.read(scope, (tx) =>
    tx.query('select 1 from recovery_code where operator_id = $1 and code_hash = $2 and used_at is null', [
      row.operator_id,
      hash,
    ]),
  );
  return unused.length > 0 ? { totpStep: null, recoveryHash: hash } : undefined;
}

/** Longer than the writing of a failure takes, so that nobody sees by the time whether there was one to write. */
const failureMilliseconds = 30;

/** Writes the failure into the audit log of the account, or of no account, as long as there are not too many. */
async function recordFailure(
  database: Database,
  scope: Scope,
  operatorId: string | undefined,
): Promise<void> {
  const wait = new Promise((resolve) => setTimeout(resolve, failureMilliseconds));
  await database.write(scope, async (tx) => {
    if (await take(tx, failureAuditBucket(operatorId))) {
      tx.audit({
        action: 'operator.sign_in_failed',
        subjectType: 'Operator',
        changes: operatorId ? [{ id: operatorId, before: {}, after: {} }] : [],
        ofInstallation: true,
      });
    }
    return done(null);
  });
  await wait;
}
