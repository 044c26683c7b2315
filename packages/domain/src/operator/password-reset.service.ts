import type { Database } from '../foundation/database.ts';
import { done, type Outcome, refused, userError } from '../foundation/errors.ts';
import type { Scope } from '../foundation/scope.ts';
import { rememberAddress } from './identity-proof.ts';
import { checkEmail } from './operator.rules.ts';
import { selfScope } from './operator.service.ts';
import { hashPassword } from './password.hash.ts';
import { passwordError } from './password.rules.ts';
import { personalTexts, setPassword } from './password.service.ts';
import { weakness } from './password.strength.ts';
import { resetAccountBucket, resetAddressBucket } from './throttle.rules.ts';
import { charge, take } from './throttle.service.ts';
import { hashToken, newToken } from './token.ts';

/** How long the link in the mail serves. */
export const resetMinutes = 30;

/**
 * Mails a link for a new password to the operator with this e-mail. The answer is the same whether there is one or not,
 * and when the account has had enough mails. `RATE_LIMITED` by address. `publicUrl`: the console's address, without a
 * slash at its end. `scope`: `systemScope`.
 */
export async function requestPasswordReset(
  database: Database,
  scope: Scope,
  input: { email: string; publicUrl: string },
): Promise<Outcome<null>> {
  const { email, errors } = checkEmail('email', input.email.slice(0, 1000));
  if (errors.length > 0) return refused(...errors);
  const wait = new Promise((resolve) => setTimeout(resolve, requestMilliseconds));
  const outcome = await leaveLink(database, scope, email, input.publicUrl);
  await wait;
  return outcome;
}

/** Longer than leaving a mail takes, so that nobody sees by the time whether there was one to leave. */
const requestMilliseconds = 50;

async function leaveLink(
  database: Database,
  scope: Scope,
  email: string,
  publicUrl: string,
): Promise<Outcome<null>> {
  return database.write(scope, async (tx) => {
    await charge(tx, [resetAddressBucket(scope.ip)]);
    const wanted = await take(tx, resetAccountBucket(email));
    const [operator] = await tx.query<{ id: string; name: string; locale: 'zh-CN' | 'en' }>(
      'select id, name, locale from operator where email = $1',
      [email],
    );
    if (!operator || !wanted) return done(null);
    const token = newToken();
    await tx.query(
      `insert into one_time_token (token_hash, purpose, operator_id, expires_at)
       values ($1, 'password_reset', $2, now() + make_interval(mins => $3))`,
      [hashToken(token), operator.id, resetMinutes],
    );
    tx.emit('mail.send', {
      to: email,
      locale: operator.locale,
      template: 'password_reset',
      values: { name: operator.name, url: `${publicUrl}/password-reset?token=${token}` },
    });
    tx.audit({
      action: 'operator.password_reset_request',
      subjectType: 'Operator',
      changes: [{ id: operator.id, before: {}, after: {} }],
    });
    return done(null);
  });
}

/**
 * Sets a new password by a mailed link, once, and ends all sessions. TOTP stays on: mail alone doesn't replace it.
 * `LINK_INVALID` when it was used, has run out or is none. `scope`: `systemScope`.
 */
export async function resetPassword(
  database: Database,
  scope: Scope,
  input: { token: string; password: string },
): Promise<Outcome<null>> {
  const tokenHash = hashToken(input.token);
  const operatorId = await database.read(scope, async (tx) => {
    const [row] = await tx.query<{ operator_id: string }>(
      `select operator_id from one_time_token
       where token_hash = $1 and purpose = 'password_reset' and expires_at > now()`,
      [tokenHash],
    );
    return row?.operator_id;
  });
  if (!operatorId) return refused(userError('LINK_INVALID', 'token'));
  const self = selfScope(operatorId, scope);
  const weak = await weakness(input.password, await personalTexts(database, self, operatorId));
  if (weak) return refused(passwordError(weak, 'password'));
  const passwordHash = await hashPassword(input.password);
  return database.write(self, async (tx) => {
    const used = await tx.query(
      `delete from one_time_token where token_hash = $1 and purpose = 'password_reset' and expires_at > now()
       returning 1 as used`,
      [tokenHash],
    );
    if (used.length === 0) return refused(userError('LINK_INVALID', 'token'));
    await setPassword(tx, { passwordHash, keptSessionId: null });
    await rememberAddress(tx, operatorId);
    return done(null);
  });
}
