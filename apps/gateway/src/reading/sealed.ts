import { DomainError } from '@kolony/domain/foundation/errors';
import { noId } from '@kolony/domain/foundation/ids';
import { UnknownKeyError } from '@kolony/domain/foundation/keyring';
import type { SealedColumn } from '@kolony/domain/foundation/sealed-places';
import type { Decoding } from './sources.ts';

/**
 * The text in a sealed column, of its value in PostgreSQL's JSON (`\x…`). `record` says in the log whose it is.
 * @throws DomainError RECORD_UNREADABLE when it was tampered with, or made for another column or brand
 * @throws UnknownKeyError when another process has made its key
 */
export function openSealed(
  sealed: string,
  column: SealedColumn,
  { keyring, scope }: Pick<Decoding, 'keyring' | 'scope'>,
  record: { type: string; id: unknown },
): string {
  try {
    return keyring.open(Buffer.from(sealed.slice(2), 'hex'), column, scope.brandId ?? noId);
  } catch (error) {
    if (error instanceof UnknownKeyError) throw error;
    const cause = new Error(`what is sealed in ${record.type} ${record.id} cannot be opened`, {
      cause: error,
    });
    throw new DomainError('RECORD_UNREADABLE', {}, { cause });
  }
}
