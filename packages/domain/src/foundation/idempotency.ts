import type { Transaction } from './database.ts';
import { DomainError, done, type Outcome } from './errors.ts';
import { noId } from './ids.ts';

/** One mutation with a key: the key is the caller's, unique to what they want done once. */
export interface IdempotentRequest {
  /** 1 to 255 characters, made by the caller. */
  key: string;
  /** Name of the mutation. */
  operation: string;
  /** Its whole input, as JSON. */
  input: unknown;
}

/**
 * Does `work` once for a key: its first result is stored with the transaction, and given to every retry by the same
 * caller for 24 hours. Calls at the same time wait for the first. A refusal stores nothing, since nothing was written:
 * the next call tries anew. The result must be JSON.
 * @throws DomainError IDEMPOTENCY_KEY_REUSED when the key was used with another operation or input
 */
export async function idempotent<T>(
  tx: Transaction,
  { key, operation, input }: IdempotentRequest,
  work: () => Promise<Outcome<T>>,
): Promise<Outcome<T>> {
  // Keyed: from a plain hash, a telephone number in the input could be found by trying all there are.
  const hash = tx.keyring.lookup(tx.brandId, 'idempotency', operation, canonical(input));
  const values = [tx.brandId, tx.scope.actor.id ?? noId, key];
  // Whoever comes second waits at this index until the first has committed or rolled back.
  const taken = await tx.query(
    `insert into idempotency_key (brand_id, actor_id, key, operation, input_hash) values ($1, $2, $3, $4, $5)
     on conflict (brand_id, actor_id, key) do update
       set operation = excluded.operation, input_hash = excluded.input_hash, result = null, created_at = now()
       where idempotency_key.created_at < now() - interval '24 hours'
     returning key`,
    [...values, operation, hash],
    { keep: true },
  );
  if (taken.length > 0) {
    const outcome = await work();
    if (outcome.ok) {
      const result = JSON.stringify({ value: outcome.value });
      tx.unawaited(
        tx.query(
          'update idempotency_key set result = $4 where brand_id = $1 and actor_id = $2 and key = $3',
          [...values, result],
          { keep: true },
        ),
      );
    }
    return outcome;
  }
  const [stored] = await tx.query<{ input_hash: Buffer; result: { value: T } }>(
    'select input_hash, result from idempotency_key where brand_id = $1 and actor_id = $2 and key = $3',
    values,
  );
  // Purged in this moment: as good as never used.
  if (!stored) throw new DomainError('CONFLICT');
  if (!hash.equals(stored.input_hash)) throw new DomainError('IDEMPOTENCY_KEY_REUSED');
  return done(stored.result.value);
}

/** JSON with the keys of objects in order, so that the same input always has the same text. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) =>
    part !== null && typeof part === 'object' && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );
}
