import type { Database, Transaction } from '../foundation/database.ts';
import { found } from '../foundation/database.ts';
import { done, type Outcome, refused, type UserError, userError } from '../foundation/errors.ts';
import { newId } from '../foundation/ids.ts';
import { type Locale, locales, type Scope, systemScope } from '../foundation/scope.ts';
import { OperatorEntity } from './operator.entity.ts';
import { checkOperatorName, maskEmail, normaliseEmail } from './operator.rules.ts';

export interface CreateOperator {
  /** UUID; a new one unless it had to be known before. */
  id?: string;
  email: string;
  name: string;
  locale: Locale;
  /** Made by `hashPassword`, before the transaction. */
  passwordHash: string;
  demo?: boolean;
}

/**
 * Makes an operator who can sign in and has no seat yet. Runs in `systemScope`. The caller has checked e-mail, name and
 * password; an e-mail that is taken violates `operator_email_key`. Returns the id.
 */
export async function createOperator(tx: Transaction, input: CreateOperator): Promise<string> {
  const id = input.id ?? newId();
  const email = normaliseEmail(input.email);
  await tx.query('insert into operator (id, email, name, locale, demo) values ($1, $2, $3, $4, $5)', [
    id,
    email,
    input.name,
    input.locale,
    input.demo ?? false,
  ]);
  await tx.query('insert into operator_credential (operator_id, password_hash) values ($1, $2)', [
    id,
    input.passwordHash,
  ]);
  tx.audit({
    action: 'operator.create',
    subjectType: 'Operator',
    changes: [
      { id, before: null, after: { email: maskEmail(email), name: input.name, locale: input.locale } },
    ],
    ofInstallation: true,
  });
  return id;
}

/**
 * The scope of an operator's own affairs, which belong to no brand: credentials, sessions, profile. It reaches every
 * operator's rows, so each statement names whose it means.
 */
export function selfScope(
  operatorId: string,
  { requestId = null, ip = null, locale = 'zh-CN' }: Partial<Pick<Scope, 'requestId' | 'ip' | 'locale'>> = {},
): Scope {
  return { ...systemScope({ requestId, ip, locale }), actor: { kind: 'operator', id: operatorId } };
}

/** The operator of a `selfScope`. */
export function selfOf(tx: Pick<Transaction, 'scope'>): string {
  const { actor } = tx.scope;
  if (actor.kind !== 'operator') throw new Error('not the scope of an operator');
  return actor.id;
}

/** What is left out stays; null is `REQUIRED`, since there has to be both. */
export interface UpdateOperator {
  /** Refused with `VERSION_OUTDATED` when it is older; without it the change is made whatever was changed meanwhile. */
  version?: number | null;
  name?: string | null;
  locale?: string | null;
}

/** Changes one's own name and language. Runs in `selfScope`. Returns the id. */
export async function updateOperator(tx: Transaction, input: UpdateOperator): Promise<Outcome<string>> {
  const id = selfOf(tx);
  const operator = found(await tx.em.findOne(OperatorEntity, { id }), 'Operator');
  const before = { name: operator.name, locale: operator.locale };
  const errors: UserError[] = [];
  if (input.version != null && input.version !== operator.version) {
    errors.push(
      userError('VERSION_OUTDATED', 'version', { given: input.version, current: operator.version }),
    );
  }
  if (input.name !== undefined) {
    const name = checkOperatorName(input.name ?? '');
    errors.push(...name.errors);
    operator.name = name.text;
  }
  if (input.locale === null) errors.push(userError('REQUIRED', 'locale'));
  else if (input.locale !== undefined) {
    const locale = locales.find((known) => known === input.locale);
    if (locale) operator.locale = locale;
    else errors.push(userError('INVALID_VALUE', 'locale'));
  }
  if (errors.length > 0) return refused(...errors);
  const after = { name: operator.name, locale: operator.locale };
  if (before.name === after.name && before.locale === after.locale) return done(id);
  operator.version++;
  operator.updatedAt = tx.now;
  tx.audit({ action: 'operator.update', subjectType: 'Operator', changes: [{ id, before, after }] });
  return done(id);
}

/** Whether accounts of the demo data exist, whose passwords are public: production refuses to run with them. */
export async function hasDemoAccounts(database: Database): Promise<boolean> {
  return database.read(systemScope(), async (tx) => {
    const [row] = await tx.query<{ demo: boolean }>(
      'select exists (select from operator where demo) or exists (select from brand where demo) as demo',
    );
    return row?.demo ?? false;
  });
}
