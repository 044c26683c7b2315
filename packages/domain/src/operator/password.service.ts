import type { Database, Transaction } from '../foundation/database.ts';
import { DomainError, done, type Outcome, refused, userError } from '../foundation/errors.ts';
import type { Scope } from '../foundation/scope.ts';
import { notifyAccount } from '../notification/notification.service.ts';
import { selfOf } from './operator.service.ts';
import { hashPassword, verifyPassword } from './password.hash.ts';
import { passwordError } from './password.rules.ts';
import { weakness } from './password.strength.ts';
import { revokeOtherSessions } from './session.service.ts';
import { confirmationBucket } from './throttle.rules.ts';
import { charge, refund } from './throttle.service.ts';

/**
 * Whether the operator of a `selfScope` knows their password; refused with `PASSWORD_WRONG` at `field`. Wrong ones are
 * counted. Gives back the hash that it fitted.
 */
export async function confirmPassword(
  database: Database,
  scope: Scope,
  password: string,
  field: string,
): Promise<Outcome<string>> {
  const operatorId = selfOf({ scope });
  const buckets = [confirmationBucket(operatorId)];
  const counted = await database.write(scope, async (tx) => {
    await charge(tx, buckets);
    const [row] = await tx.query<{ password_hash: string }>(
      'select password_hash from operator_credential where operator_id = $1',
      [operatorId],
    );
    return done(row?.password_hash);
  });
  const hash = counted.ok ? counted.value : undefined;
  if (!(await verifyPassword(hash, password)) || hash === undefined) {
    return refused(userError('PASSWORD_WRONG', field));
  }
  await database.write(scope, async (tx) => {
    await refund(tx, buckets);
    return done(null);
  });
  return done(hash);
}

export interface ChangePassword {
  current: string;
  password: string;
  /** The session that goes on; all others end. */
  sessionId: string | null;
}

/** Changes one's own password and ends the other sessions. `scope`: `selfScope`. */
export async function changePassword(
  database: Database,
  scope: Scope,
  input: ChangePassword,
): Promise<Outcome<null>> {
  const confirmed = await confirmPassword(database, scope, input.current, 'current');
  if (!confirmed.ok) return confirmed;
  if (await verifyPassword(confirmed.value, input.password)) {
    return refused(userError('PASSWORD_UNCHANGED', 'password'));
  }
  const weak = await weakness(input.password, await personalTexts(database, scope, selfOf({ scope })));
  if (weak) return refused(passwordError(weak, 'password'));
  const passwordHash = await hashPassword(input.password);
  return database.write(scope, async (tx) => {
    await setPassword(tx, { passwordHash, replaces: confirmed.value, keptSessionId: input.sessionId });
    return done(null);
  });
}

export interface SetPassword {
  passwordHash: string;
  /** The hash that is there now, if it matters; `CONFLICT` when it is another. */
  replaces?: string;
  keptSessionId: string | null;
}

/** Stores a new password of the operator of a `selfScope` and ends the sessions but the kept one. */
export async function setPassword(
  tx: Transaction,
  { passwordHash, replaces, keptSessionId }: SetPassword,
): Promise<void> {
  const id = selfOf(tx);
  const rows = await tx.query(
    `update operator_credential set password_hash = $2, password_changed_at = now()
     where operator_id = $1 and ($3::text is null or password_hash = $3) returning 1 as changed`,
    [id, passwordHash, replaces ?? null],
  );
  if (rows.length === 0) throw new DomainError('CONFLICT');
  // Links for a reset that are still under way would undo the change.
  await tx.query(`delete from one_time_token where operator_id = $1 and purpose = 'password_reset'`, [id]);
  tx.audit({
    action: 'operator.password_change',
    subjectType: 'Operator',
    changes: [{ id, before: {}, after: {} }],
    ofInstallation: true,
  });
  await revokeOtherSessions(tx, keptSessionId);
  await notifyAccount(tx, id, { kind: 'password_changed', params: {}, targetId: id });
}

/** What others know of an operator, and a password may not be made of: e-mail, name, names of their brands. */
export async function personalTexts(database: Database, scope: Scope, operatorId: string): Promise<string[]> {
  return database.read(scope, async (tx) => {
    const rows = await tx.query<{ text: string }>(
      `select unnest(array[o.email, split_part(o.email, '@', 1), o.name]) as text from operator o where o.id = $1
       union select b.name from brand b join brand_operator s on s.brand_id = b.id where s.operator_id = $1`,
      [operatorId],
    );
    return rows.map(({ text }) => text);
  });
}
