import type { Database } from '../src/foundation/database.ts';
import { newId } from '../src/foundation/ids.ts';
import { brandScope, memberScope } from '../src/foundation/scope.ts';
import { closeAccount } from '../src/member-access/close-account.service.ts';
import { onBehalf } from '../src/member-access/on-behalf.ts';
import { write } from './story.ts';

/** Has a member sign in and close the account, as they do it themselves. */
export async function closeAccountOf(
  { database, brandId }: { database: Database; brandId: string },
  memberId: string,
): Promise<void> {
  const [clientId, deviceId] = [newId(), newId()];
  await write(database, brandScope(brandId), async (tx) => {
    await tx.query(
      `insert into member_client (brand_id, id, kind, client_id, name) values ($1, $2::uuid, 'mobile', $2::text, 'App')`,
      [brandId, clientId],
    );
    await tx.query(
      `insert into member_device (brand_id, id, member_id, client_id, name, family_hash, refresh_hash, access_hash,
         access_expires_at, expires_at)
       values ($1, $2, $3, $4, 'Phone', sha256($5), sha256($5), sha256($5), now() + interval '1 hour', now() + interval '1 day')`,
      [brandId, deviceId, memberId, clientId, Buffer.from(deviceId)],
    );
  });
  const { scope } = onBehalf(memberScope(memberId, brandId, { sessionId: deviceId }));
  const outcome = await database.write(scope, closeAccount);
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.errors));
}
