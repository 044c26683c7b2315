import type { Database, Transaction } from '../foundation/database.ts';
import { violatedConstraint } from '../foundation/database-errors.ts';
import { DomainError, done, type Outcome, refused, userError } from '../foundation/errors.ts';
import { newId } from '../foundation/ids.ts';
import type { Scope } from '../foundation/scope.ts';
import { notifyAccount, notifyBrand } from '../notification/notification.service.ts';
import {
  acceptProof,
  type IdentityProof,
  proveIdentity,
  rememberAddress,
} from '../operator/identity-proof.ts';
import { checkOperatorName } from '../operator/operator.rules.ts';
import { createOperator, selfScope } from '../operator/operator.service.ts';
import { hashPassword } from '../operator/password.hash.ts';
import { passwordError } from '../operator/password.rules.ts';
import { weakness } from '../operator/password.strength.ts';
import { type OpenedSession, openSession } from '../operator/session.service.ts';
import type { SessionWish } from '../operator/sign-in.service.ts';
import { hashToken } from '../operator/token.ts';
import { appoint } from './brand.service.ts';

/** What an invitation link offers, to whoever holds it. */
export interface InvitationPreview {
  brandId: string;
  brandName: string;
  email: string;
  role: string;
  /** Someone signs in with this e-mail already: they accept with their password. */
  operatorExists: boolean;
  expiresAt: Date;
}

/** The open invitation behind a token; undefined when there is none. `scope`: `systemScope`. */
export async function previewInvitation(
  database: Database,
  scope: Scope,
  token: string,
): Promise<InvitationPreview | undefined> {
  return database.read(scope, async (tx) => {
    const [row] = await tx.query<Omit<InvitationPreview, 'expiresAt'> & { expires: number }>(
      `select i.brand_id as "brandId", b.name as "brandName", i.email, i.role,
         exists (select from operator o where o.email = i.email) as "operatorExists",
         extract(epoch from i.expires_at)::float8 as expires
       from invitation i join brand b on b.id = i.brand_id
       where i.token_hash = $1 and i.accepted_at is null and i.revoked_at is null and i.expires_at > now()`,
      [hashToken(token)],
    );
    if (!row) return undefined;
    const { expires, ...preview } = row;
    return { ...preview, expiresAt: new Date(expires * 1000) };
  });
}

export interface AcceptInvitation extends SessionWish {
  token: string;
  /** Of a new operator. */
  name?: string | null;
  /** The password of the operator that has this e-mail, or the one that a new operator wants. */
  password: string;
  /** The code of an operator who has TOTP on. */
  code?: string | null;
}

/**
 * Accepts an invitation, once, and signs in. Someone who signs in with its e-mail already proves that they are they;
 * anyone else becomes a new operator with that e-mail. `LINK_INVALID`, `ALREADY_IN_BRAND`, and what `proveIdentity`
 * and the rules of passwords refuse. `scope`: `systemScope`.
 */
export async function acceptInvitation(
  database: Database,
  scope: Scope,
  input: AcceptInvitation,
): Promise<Outcome<OpenedSession>> {
  const preview = await previewInvitation(database, scope, input.token);
  if (!preview) return refused(userError('LINK_INVALID', 'token'));
  if (preview.operatorExists) {
    const proved = await proveIdentity(database, scope, { ...input, email: preview.email });
    if (!proved.ok) return proved;
    return join(database, scope, preview, input, { proof: proved.value });
  }
  const name = checkOperatorName(input.name ?? '');
  const weak = await weakness(input.password, [preview.email, name.text, preview.brandName]);
  if (weak) name.errors.push(passwordError(weak, 'password'));
  if (name.errors.length > 0) return refused(...name.errors);
  const passwordHash = await hashPassword(input.password);
  return join(database, scope, preview, input, { name: name.text, passwordHash });
}

type Joiner = { proof: IdentityProof } | { name: string; passwordHash: string };

async function join(
  database: Database,
  scope: Scope,
  { brandId, brandName, email }: InvitationPreview,
  input: AcceptInvitation,
  joiner: Joiner,
): Promise<Outcome<OpenedSession>> {
  const operatorId = 'proof' in joiner ? joiner.proof.operatorId : newId();
  try {
    return await database.write({ ...selfScope(operatorId, scope), brandId }, async (tx) => {
      const invitation = await useInvitation(tx, input.token);
      if (!invitation) return refused(userError('LINK_INVALID', 'token'));
      if ('proof' in joiner) {
        const accepted = await acceptProof(tx, joiner.proof);
        if (!accepted.ok) return accepted;
      } else {
        await createOperator(tx, { id: operatorId, email, locale: scope.locale, ...joiner });
        await rememberAddress(tx, operatorId);
      }
      const { role, invitedBy } = invitation;
      const seatId = await appoint(tx, { operatorId, role });
      await notifyAccount(tx, operatorId, {
        kind: 'seat_given',
        params: { brand: brandName, role },
        targetId: brandId,
      });
      await notifyBrand(
        tx,
        { kind: 'invitation_accepted', params: { role }, targetId: seatId, actorId: operatorId },
        { operatorIds: [invitedBy], roles: ['owner'], except: operatorId },
      );
      return done(await openSession(tx, { ...input, operatorId, kind: input.session }));
    });
  } catch (error) {
    const constraint = violatedConstraint(error);
    if (constraint === 'brand_operator_brand_id_operator_id_key')
      return refused(userError('ALREADY_IN_BRAND', 'token'));
    if (constraint === 'operator_email_key') throw new DomainError('CONFLICT', {}, { cause: error });
    throw error;
  }
}

/** Marks the invitation as accepted; what it offers, or undefined when it can't be any more. */
async function useInvitation(
  tx: Transaction,
  token: string,
): Promise<{ role: string; invitedBy: string | null } | undefined> {
  const [row] = await tx.query<{ id: string; role: string; invitedBy: string | null }>(
    `update invitation set accepted_at = now()
     where token_hash = $1 and accepted_at is null and revoked_at is null and expires_at > now() returning id, role,
       invited_by as "invitedBy"`,
    [hashToken(token)],
  );
  if (row) {
    const change = { id: row.id, before: { accepted: false }, after: { accepted: true } };
    tx.audit({ action: 'invitation.accept', subjectType: 'Invitation', changes: [change] });
  }
  return row;
}
