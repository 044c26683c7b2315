import type { Database, Transaction } from '../foundation/database.ts';
import { done, type Outcome, refused, userError } from '../foundation/errors.ts';
import type { Scope } from '../foundation/scope.ts';
import { notifyAccount } from '../notification/notification.service.ts';
import { recoveryHash } from './identity-proof.ts';
import { selfOf } from './operator.service.ts';
import { confirmPassword } from './password.service.ts';
import { newRecoveryCodes, newTotpSecret, normaliseCode, otpauthUrl, totpStep } from './totp.rules.ts';

interface TotpRow {
  email: string;
  totp_secret: Buffer | null;
  totp_on: boolean;
}

/**
 * Makes a secret for the authenticator app; nothing is asked for at sign-in until `confirmTotp`. Beginning again makes
 * another. The password is asked for: whoever only holds a session would shut the operator out. `scope`: `selfScope`.
 */
export async function beginTotp(
  database: Database,
  scope: Scope,
  input: { password: string },
): Promise<Outcome<{ secret: string; otpauthUrl: string }>> {
  const confirmed = await confirmPassword(database, scope, input.password, 'password');
  if (!confirmed.ok) return confirmed;
  return database.write(scope, async (tx) => {
    const id = selfOf(tx);
    const row = await totpOf(tx);
    if (row.totp_on) return refused(userError('TOTP_ALREADY_ON'));
    const secret = newTotpSecret();
    await tx.query(
      'update operator_credential set totp_secret = $2, totp_last_step = null where operator_id = $1',
      [id, tx.keyring.seal(secret, 'operator_credential.totp_secret', id)],
    );
    tx.audit({
      action: 'operator.totp_begin',
      subjectType: 'Operator',
      changes: [{ id, before: {}, after: {} }],
    });
    return done({ secret, otpauthUrl: otpauthUrl(secret, row.email) });
  });
}

/** Turns it on with a first code. Returns the recovery codes, which are never shown again. Runs in `selfScope`. */
export async function confirmTotp(tx: Transaction, input: { code: string }): Promise<Outcome<string[]>> {
  const id = selfOf(tx);
  const row = await totpOf(tx);
  if (row.totp_on) return refused(userError('TOTP_ALREADY_ON'));
  if (!row.totp_secret) return refused(userError('TOTP_NOT_BEGUN'));
  const secret = tx.keyring.open(row.totp_secret, 'operator_credential.totp_secret', id);
  const step = totpStep(secret, normaliseCode(input.code), tx.now, null);
  if (step === undefined) return refused(userError('TOTP_INVALID', 'code'));
  await tx.query(
    'update operator_credential set totp_enabled_at = now(), totp_last_step = $2 where operator_id = $1',
    [id, step],
  );
  tx.audit({
    action: 'operator.totp_enable',
    subjectType: 'Operator',
    changes: [{ id, before: { totp: false }, after: { totp: true } }],
  });
  await notifyAccount(tx, id, { kind: 'totp_enabled', params: {}, targetId: id });
  return done(await replaceRecoveryCodes(tx));
}

/** Turns it off again; the password is asked for. `scope`: `selfScope`. */
export async function disableTotp(
  database: Database,
  scope: Scope,
  input: { password: string },
): Promise<Outcome<null>> {
  const confirmed = await confirmPassword(database, scope, input.password, 'password');
  if (!confirmed.ok) return confirmed;
  return database.write(scope, async (tx) => {
    const id = selfOf(tx);
    if (!(await totpOf(tx)).totp_on) return refused(userError('TOTP_NOT_ON'));
    await tx.query(
      `update operator_credential set totp_secret = null, totp_enabled_at = null, totp_last_step = null
       where operator_id = $1`,
      [id],
    );
    await tx.query('delete from recovery_code where operator_id = $1', [id]);
    tx.audit({
      action: 'operator.totp_disable',
      subjectType: 'Operator',
      changes: [{ id, before: { totp: true }, after: { totp: false } }],
    });
    await notifyAccount(tx, id, { kind: 'totp_disabled', params: {}, targetId: id });
    return done(null);
  });
}

/** New recovery codes in place of those that are left; the password is asked for. `scope`: `selfScope`. */
export async function renewRecoveryCodes(
  database: Database,
  scope: Scope,
  input: { password: string },
): Promise<Outcome<string[]>> {
  const confirmed = await confirmPassword(database, scope, input.password, 'password');
  if (!confirmed.ok) return confirmed;
  return database.write(scope, async (tx) => {
    const id = selfOf(tx);
    if (!(await totpOf(tx)).totp_on) return refused(userError('TOTP_NOT_ON'));
    tx.audit({
      action: 'operator.recovery_codes_renew',
      subjectType: 'Operator',
      changes: [{ id, before: {}, after: {} }],
    });
    return done(await replaceRecoveryCodes(tx));
  });
}

/** Whether a code is asked for at sign-in, and how many recovery codes are left. `scope`: `selfScope`. */
export async function totpStatus(
  database: Database,
  scope: Scope,
): Promise<{ on: boolean; codesLeft: number }> {
  return database.read(scope, async (tx) => {
    const [row] = await tx.query<{ on: boolean; left: number }>(
      `select c.totp_enabled_at is not null as on,
         (select count(*)::int from recovery_code r where r.operator_id = c.operator_id and r.used_at is null) as left
       from operator_credential c where c.operator_id = $1`,
      [selfOf({ scope })],
    );
    return { on: row?.on ?? false, codesLeft: row?.left ?? 0 };
  });
}

async function totpOf(tx: Transaction): Promise<TotpRow> {
  const [row] = await tx.query<TotpRow>(
    `select o.email, c.totp_secret, c.totp_enabled_at is not null as totp_on
     from operator_credential c join operator o on o.id = c.operator_id where c.operator_id = $1 for update of c`,
    [selfOf(tx)],
  );
  return row ?? { email: '', totp_secret: null, totp_on: false };
}

async function replaceRecoveryCodes(tx: Transaction): Promise<string[]> {
  const id = selfOf(tx);
  const codes = newRecoveryCodes();
  await tx.query('delete from recovery_code where operator_id = $1', [id]);
  await tx.query('insert into recovery_code (operator_id, code_hash) select $1, unnest($2::bytea[])', [
    id,
    codes.map((code) => recoveryHash(tx.keyring, id, code)),
  ]);
  return codes;
}
