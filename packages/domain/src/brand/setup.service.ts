import type { Database, ReadTransaction } from '../foundation/database.ts';
import { done, type Outcome, refused, userError } from '../foundation/errors.ts';
import { newId, noId } from '../foundation/ids.ts';
import { type Scope, systemScope } from '../foundation/scope.ts';
import { rememberAddress } from '../operator/identity-proof.ts';
import { checkEmail, checkOperatorName } from '../operator/operator.rules.ts';
import { createOperator, selfScope } from '../operator/operator.service.ts';
import { hashPassword } from '../operator/password.hash.ts';
import { passwordError } from '../operator/password.rules.ts';
import { weakness } from '../operator/password.strength.ts';
import { type OpenedSession, openSession } from '../operator/session.service.ts';
import type { SessionWish } from '../operator/sign-in.service.ts';
import { hashToken, newToken } from '../operator/token.ts';
import { checkBrandName, checkCurrency, checkTimeZone } from './brand.rules.ts';
import { createBrand } from './brand.service.ts';

const setupLock = 4_015_002;

/**
 * The path of the page that sets an empty installation up, to be printed at the start: whoever reads the process's
 * output owns it. Serves until it is used, and that it was made stands in the audit log. Undefined once there is an
 * operator.
 */
export async function ensureSetupToken(database: Database): Promise<string | undefined> {
  const token = newToken();
  const outcome = await database.write(systemScope(), async (tx) => {
    if (!(await isEmpty(tx))) return done(undefined);
    await tx.query(
      `insert into one_time_token (token_hash, purpose, expires_at) values ($1, 'setup', 'infinity')`,
      [hashToken(token)],
    );
    tx.audit({
      action: 'installation.setup_link',
      subjectType: 'Installation',
      changes: [{ id: noId, before: {}, after: {} }],
    });
    return done(`/setup?token=${token}`);
  });
  return outcome.ok ? outcome.value : undefined;
}

/** What anyone may know of an installation: whether it waits to be set up, and whether it holds demo data. */
export async function installationState(database: Database): Promise<{ needsSetup: boolean; demo: boolean }> {
  return database.read(systemScope(), async (tx) => {
    const [row] = await tx.query<{ needs_setup: boolean; demo: boolean }>(
      `select not exists (select from operator) as needs_setup,
         exists (select from operator where demo) or exists (select from brand where demo) as demo`,
    );
    return { needsSetup: row?.needs_setup ?? false, demo: row?.demo ?? false };
  });
}

export interface SetUp extends SessionWish {
  token: string;
  brandName: string;
  timeZone: string;
  currency: string;
  name: string;
  email: string;
  password: string;
}

/**
 * Makes the first brand and its owner, and signs in. Of several at once one wins; the others get `SETUP_DONE`.
 * `LINK_INVALID` without the printed token. `scope`: `systemScope`.
 */
export async function setUp(database: Database, scope: Scope, input: SetUp): Promise<Outcome<OpenedSession>> {
  const token = hashToken(input.token);
  const refusal = await database.read(scope, (tx) => refusalOf(tx, token));
  if (refusal) return refused(refusal);
  const name = checkOperatorName(input.name);
  const { email, errors: wrongEmail } = checkEmail('email', input.email);
  const brandName = checkBrandName(input.brandName, 'brandName');
  const weak = await weakness(input.password, [email, name.text, brandName.text]);
  const errors = [
    ...brandName.errors,
    ...checkTimeZone(input.timeZone).errors,
    ...checkCurrency(input.currency).errors,
    ...name.errors,
    ...wrongEmail,
    ...(weak ? [passwordError(weak, 'password')] : []),
  ];
  if (errors.length > 0) return refused(...errors);
  const passwordHash = await hashPassword(input.password);
  const operatorId = newId();
  return database.write({ ...selfScope(operatorId, scope), brandId: newId() }, async (tx) => {
    await tx.query('select pg_advisory_xact_lock($1)', [setupLock]);
    const late = await refusalOf(tx, token);
    if (late) return refused(late);
    await tx.query(`delete from one_time_token where purpose = 'setup'`);
    await createOperator(tx, { id: operatorId, email, name: name.text, locale: scope.locale, passwordHash });
    const { timeZone, currency } = input;
    const brand = await createBrand(tx, { name: brandName.text, timeZone, currency });
    if (!brand.ok) return brand;
    await rememberAddress(tx, operatorId);
    return done(await openSession(tx, { ...input, operatorId, kind: input.session }));
  });
}

async function refusalOf(tx: ReadTransaction, token: Buffer) {
  if (!(await isEmpty(tx))) return userError('SETUP_DONE');
  const rows = await tx.query(`select from one_time_token where token_hash = $1 and purpose = 'setup'`, [
    token,
  ]);
  return rows.length === 0 ? userError('LINK_INVALID', 'token') : undefined;
}

async function isEmpty(tx: ReadTransaction): Promise<boolean> {
  const [row] = await tx.query<{ any: boolean }>('select exists (select from operator) as any');
  return !row?.any;
}
