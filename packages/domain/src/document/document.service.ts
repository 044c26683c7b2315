import type { ReadTransaction } from '../foundation/database.ts';

/** A document by its name: SHA-256 of its text, 64 hexadecimal digits. */
export interface ShippedDocument {
  hash: string;
  document: string;
}

/** How long documents of a console that is shipped no more are still taken: pages of it may be open somewhere. */
export const retiredDocumentDays = 30;

/**
 * Makes known what this release's console asks. What it asks no more is retired, and forgotten after
 * `retiredDocumentDays`. Writes nothing where all is as it was: many processes start at once. `systemScope`.
 */
export async function shipDocuments(tx: ReadTransaction, shipped: readonly ShippedDocument[]): Promise<void> {
  const hashes = shipped.map(({ hash }) => hash);
  // In their order: processes that start at once wait for each other instead of one for the other.
  await tx.query(
    `insert into trusted_document as d (hash, document)
     select * from unnest($1::text[], $2::text[]) as shipped (hash, document) order by hash
     on conflict (hash) do update set retired_at = null where d.retired_at is not null`,
    [hashes, shipped.map(({ document }) => document)],
  );
  await tx.query(
    `update trusted_document set retired_at = now() where hash in (
       select hash from trusted_document where retired_at is null and hash <> all ($1::text[]) order by hash for update)`,
    [hashes],
  );
  await tx.query(
    `delete from trusted_document where hash in (
       select hash from trusted_document where retired_at < now() - make_interval(days => $1) order by hash for update)`,
    [retiredDocumentDays],
  );
}

/** The document of this name that any release's console asks; undefined for none. `systemScope`. */
export async function shippedDocument(tx: ReadTransaction, hash: string): Promise<string | undefined> {
  const [found] = await tx.query<{ document: string }>(
    'select document from trusted_document where hash = $1',
    [hash],
  );
  return found?.document;
}
