import type { Database } from '../foundation/database.ts';
import { done, type Outcome, refused } from '../foundation/errors.ts';
import type { Scope } from '../foundation/scope.ts';
import { acceptProof, type Credentials, type IdentityProof, proveIdentity } from './identity-proof.ts';
import { selfScope } from './operator.service.ts';
import { type OpenedSession, openSession, type SessionKind } from './session.service.ts';

/** How the session is to be, and where it comes from. */
export interface SessionWish {
  session: SessionKind;
  userAgent: string | null;
  /** The token of the browser's session until now, which ends. */
  previousToken?: string | null;
}

/**
 * Signs in with e-mail, password and, where it is on, a code. `scope`: `systemScope` with address and request. See
 * `proveIdentity` for what is refused.
 */
export async function signIn(
  database: Database,
  scope: Scope,
  input: Credentials & SessionWish,
): Promise<Outcome<OpenedSession>> {
  const proved = await proveIdentity(database, scope, input);
  if (!proved.ok) return proved;
  return openSessionFor(database, scope, proved.value, input);
}

async function openSessionFor(
  database: Database,
  scope: Scope,
  proof: IdentityProof,
  { session, userAgent, previousToken }: SessionWish,
): Promise<Outcome<OpenedSession>> {
  const { operatorId } = proof;
  return database.write(selfScope(operatorId, scope), async (tx) => {
    const accepted = await acceptProof(tx, proof);
    if (!accepted.ok) return refused(...accepted.errors);
    return done(await openSession(tx, { operatorId, kind: session, userAgent, previousToken }));
  });
}
