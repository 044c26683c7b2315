import { found, type Transaction } from '../foundation/database.ts';
import { done, type Outcome, refused, userError } from '../foundation/errors.ts';
import { newId } from '../foundation/ids.ts';
import type { Keyring } from '../foundation/keyring.ts';
import type { Role } from '../foundation/permissions.ts';
import { checkEmail, maskEmail } from '../operator/operator.rules.ts';
import { hashToken, newToken } from '../operator/token.ts';
import { checkRole, ownerOnly } from './seat.rules.ts';
import { holdOwnRole } from './seat.store.ts';

/** How long an invitation can be accepted. */
export const invitationDays = 7;

const mostOpen = 200;

export interface CreateInvitation {
  email: string;
  role: string;
  /** Address of the console, without a slash at its end. */
  publicUrl: string;
}

/** What the inviter is given. The link is sealed, since results of mutations with a key are stored. */
export interface CreatedInvitation {
  id: string;
  sealedUrl: string;
}

/** The link of an invitation that was just made: shown once, to the inviter. */
export function invitationUrl(keyring: Keyring, { id, sealedUrl }: CreatedInvitation): string {
  return keyring.open(Buffer.from(sealedUrl, 'base64'), 'invitation.url', id);
}

/**
 * Invites someone into the brand by mail. One invitation of an e-mail is open at a time: an earlier one is revoked.
 * `ALREADY_IN_BRAND`; `OWNER_ONLY` when this or the earlier one, should it not have run out, is for an owner.
 */
export async function createInvitation(
  tx: Transaction,
  input: CreateInvitation,
): Promise<Outcome<CreatedInvitation>> {
  const { email, errors } = checkEmail('email', input.email);
  const { role, errors: wrongRole } = checkRole(input.role);
  errors.push(...wrongRole, ...ownerOnly(tx.scope, role, undefined));
  if (errors.length > 0) return refused(...errors);
  await holdOwnRole(tx);
  // Two who invite the same person at once take turns.
  await tx.query(`select from brand where id = $1 for no key update`, [tx.brandId]);
  const surroundings = await surroundingsOf(tx, email);
  if (surroundings.seated) return refused(userError('ALREADY_IN_BRAND', 'email'));
  if (surroundings.open >= mostOpen) return refused(userError('TOO_MANY', [], { limit: mostOpen }));
  const [replaced] = await revokeWhere(tx, 'email = $2', [email]);
  const ofOwner = ownerOnly(tx.scope, undefined, roleIn(replaced));
  if (ofOwner.length > 0) return refused(...ofOwner);
  const id = newId();
  const token = newToken();
  await tx.query(
    `insert into invitation (brand_id, id, email, role, token_hash, invited_by, expires_at)
     values ($1, $2, $3, $4, $5, $6, now() + make_interval(days => $7))`,
    [tx.brandId, id, email, role, hashToken(token), tx.scope.actor.id, invitationDays],
  );
  const url = `${input.publicUrl}/invitation?token=${token}`;
  const values = { brandName: surroundings.brand, inviterName: surroundings.inviter ?? 'Kolony', url };
  tx.emit('mail.send', { to: email, locale: tx.scope.locale, template: 'invitation', values });
  tx.audit({
    action: 'invitation.create',
    subjectType: 'Invitation',
    changes: [{ id, before: null, after: { email: maskEmail(email), role } }],
  });
  return done({ id, sealedUrl: tx.keyring.seal(url, 'invitation.url', id).toString('base64') });
}

/**
 * Takes an invitation back that nobody has accepted yet; one for an owner is an owner's alone until it runs out. Returns
 * its id.
 */
export async function revokeInvitation(tx: Transaction, input: { id: string }): Promise<Outcome<string>> {
  await holdOwnRole(tx);
  const [revoked] = await revokeWhere(tx, 'id = $2', [input.id]);
  const { id } = found(revoked, 'Invitation');
  const ofOwner = ownerOnly(tx.scope, undefined, roleIn(revoked));
  return ofOwner.length > 0 ? refused(...ofOwner) : done(id);
}

/** Takes back what someone invited to the brand, when their own role there changes or ends. */
export async function revokeInvitationsOf(tx: Transaction, operatorId: string): Promise<void> {
  await revokeWhere(tx, 'invited_by = $2', [operatorId]);
}

interface Revoked {
  id: string;
  email: string;
  role: Role;
  expired: boolean;
}

/** The role that an invitation would have given; none when it had run out. */
function roleIn(revoked: Revoked | undefined): Role | undefined {
  return revoked?.expired ? undefined : revoked?.role;
}

async function revokeWhere(tx: Transaction, which: string, values: unknown[]): Promise<Revoked[]> {
  const rows = await tx.query<Revoked>(
    `update invitation set revoked_at = now()
     where brand_id = $1 and ${which} and accepted_at is null and revoked_at is null
     returning id, email, role, expires_at <= now() as expired`,
    [tx.brandId, ...values],
  );
  if (rows.length > 0) {
    tx.audit({
      action: 'invitation.revoke',
      subjectType: 'Invitation',
      changes: rows.map(({ id, email, role }) => ({
        id,
        before: { email: maskEmail(email), role },
        after: null,
      })),
    });
  }
  return rows;
}

interface Surroundings {
  brand: string;
  inviter: string | null;
  seated: boolean;
  open: number;
}

async function surroundingsOf(tx: Transaction, email: string): Promise<Surroundings> {
  const [row] = await tx.query<Surroundings>(
    `select b.name as brand, (select o.name from operator o where o.id = $3) as inviter,
       exists (select from brand_operator s join operator o on o.id = s.operator_id
         where s.brand_id = b.id and o.email = $2) as seated,
       (select count(*)::int from invitation i where i.brand_id = b.id
         and i.accepted_at is null and i.revoked_at is null and i.expires_at > now()) as open
     from brand b where b.id = $1`,
    [tx.brandId, email, tx.scope.actor.id],
  );
  return found(row, 'Brand');
}
