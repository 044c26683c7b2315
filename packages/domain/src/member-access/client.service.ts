import { found, type ReadTransaction, type Transaction } from '../foundation/database.ts';
import { violatedConstraint } from '../foundation/database-errors.ts';
import { done, type Outcome, refused, type UserError, userError } from '../foundation/errors.ts';
import { newId, noId } from '../foundation/ids.ts';
import type { Keyring } from '../foundation/keyring.ts';
import { checkText } from '../foundation/text.ts';
import { checkAppId, checkAppSecret, type MemberClientKind, nameLimit, newClientId } from './client.rules.ts';

export interface CreateMemberClient {
  kind: MemberClientKind;
  name: string;
  /** Of a mini program, as WeChat gave them; both are left out for a mobile client, which gets an id of its own. */
  appId?: string | null;
  appSecret?: string | null;
}

const mostClients = 50;
const place = 'member_client.secret_sealed';

/** Registers a program by which members reach the brand. Returns its id. */
export async function createMemberClient(
  tx: Transaction,
  input: CreateMemberClient,
): Promise<Outcome<string>> {
  const name = checkText('name', input.name, { limit: nameLimit, required: true });
  const { clientId, secret, errors } = credentialsOf(input);
  errors.unshift(...name.errors);
  const [count] = await tx.query<{ n: number }>('select count(*)::int as n from member_client');
  if ((count?.n ?? 0) >= mostClients) errors.push(userError('TOO_MANY', [], { limit: mostClients }));
  if (errors.length > 0) return refused(...errors);
  const id = newId();
  const sealed = secret === null ? null : tx.keyring.seal(secret, place, tx.brandId);
  try {
    await tx.query(
      `insert into member_client (brand_id, id, kind, client_id, name, secret_sealed, created_at, updated_at)
       values ($1, $2, $3, $4, $5, $6, $7, $7)`,
      [tx.brandId, id, input.kind, clientId, name.text, sealed, tx.now],
    );
  } catch (error) {
    if (violatedConstraint(error) !== 'member_client_client_id_key') throw error;
    return refused(userError('MEMBER_CLIENT_TAKEN', 'appId'));
  }
  const after = { kind: input.kind, clientId, name: name.text };
  tx.audit({
    action: 'member_client.create',
    subjectType: 'MemberClient',
    changes: [{ id, before: null, after }],
  });
  return done(id);
}

function credentialsOf({ kind, appId, appSecret }: CreateMemberClient): {
  clientId: string;
  secret: string | null;
  errors: UserError[];
} {
  if (kind === 'mobile') {
    const given = { appId, appSecret };
    const errors = Object.entries(given).flatMap(([field, value]) =>
      value ? [userError('INVALID_VALUE', field)] : [],
    );
    return { clientId: newClientId(), secret: null, errors };
  }
  const id = checkAppId(appId ?? '');
  const secret = checkAppSecret(appSecret ?? '');
  return { clientId: id.appId, secret: secret.appSecret, errors: [...id.errors, ...secret.errors] };
}

/** What is left out stays. */
export interface UpdateMemberClient {
  id: string;
  version: number;
  name?: string | null;
  appSecret?: string | null;
}

/** Renames a client, or gives it the secret that WeChat has made anew. Returns its id. */
export async function updateMemberClient(
  tx: Transaction,
  input: UpdateMemberClient,
): Promise<Outcome<string>> {
  const [row] = await tx.query<{ kind: MemberClientKind; name: string; version: number }>(
    'select kind, name, version from member_client where id = $1 for update',
    [input.id],
  );
  const { kind, name: before, version } = found(row, 'MemberClient');
  const name = checkText('name', input.name ?? (input.name === null ? '' : before), {
    limit: nameLimit,
    required: true,
  });
  const secret = input.appSecret === undefined ? undefined : checkAppSecret(input.appSecret ?? '');
  const errors = [...name.errors, ...(secret?.errors ?? [])];
  if (secret && kind === 'mobile') errors.push(userError('INVALID_VALUE', 'appSecret'));
  if (version !== input.version) {
    errors.push(userError('VERSION_OUTDATED', 'version', { given: input.version, current: version }));
  }
  if (errors.length > 0) return refused(...errors);
  if (!secret && name.text === before) return done(input.id);
  const sealed = secret && tx.keyring.seal(secret.appSecret, place, tx.brandId);
  await tx.query(
    `update member_client set name = $2, secret_sealed = coalesce($3, secret_sealed), version = version + 1, updated_at = $4
     where id = $1`,
    [input.id, name.text, sealed ?? null, tx.now],
  );
  tx.audit({
    action: 'member_client.update',
    subjectType: 'MemberClient',
    changes: [
      {
        id: input.id,
        before: { name: before, ...(secret ? { secret: 'previous' } : {}) },
        after: { name: name.text, ...(secret ? { secret: 'present' } : {}) },
      },
    ],
  });
  return done(input.id);
}

/** Removes a client: members are signed out wherever they signed in by it. Returns its id. */
export async function deleteMemberClient(tx: Transaction, id: string): Promise<Outcome<string>> {
  const [row] = await tx.query<{ kind: string; clientId: string; name: string; devices: number }>(
    `delete from member_client c where id = $1 returning kind, client_id as "clientId", name,
       (select count(*)::int from member_device d where d.brand_id = c.brand_id and d.client_id = c.id) as devices`,
    [id],
  );
  const before = found(row, 'MemberClient');
  tx.audit({
    action: 'member_client.delete',
    subjectType: 'MemberClient',
    changes: [{ id, before: { ...before }, after: null }],
  });
  return done(id);
}

/** A client as sign-in knows it: whose, and of which kind. */
export interface KnownClient {
  brandId: string;
  id: string;
  kind: MemberClientKind;
  /** The public id. */
  clientId: string;
}

/** The client of a public id, of whatever brand; undefined when there is none. Runs in `systemScope`. */
export async function clientByPublicId(
  tx: ReadTransaction,
  clientId: string,
): Promise<KnownClient | undefined> {
  const [row] = await tx.query<KnownClient>(
    'select brand_id as "brandId", id, kind, client_id as "clientId" from member_client where client_id = $1',
    [clientId.trim().slice(0, 64)],
  );
  return row;
}

/** The secret of a mini program, in the clear. Runs in the scope of its brand. */
export async function appSecretOf(tx: ReadTransaction, keyring: Keyring, id: string): Promise<string> {
  const [row] = await tx.query<{ sealed: Buffer | null }>(
    'select secret_sealed as sealed from member_client where id = $1',
    [id],
  );
  const { sealed } = found(row, 'MemberClient', 'MEMBER_CLIENT_UNKNOWN');
  if (!sealed) throw new Error('this client has no secret');
  return keyring.open(sealed, place, tx.scope.brandId ?? noId);
}
