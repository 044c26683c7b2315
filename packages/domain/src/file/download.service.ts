import type { Database } from '../foundation/database.ts';
import { DomainError, done } from '../foundation/errors.ts';
import type { Scope } from '../foundation/scope.ts';
import { maskFileName } from '../member/masking.rules.ts';
import { fileOf, readFile, type StoredFile } from './file.service.ts';

/**
 * A stored file on its way out. That it was taken is written to the audit log first: files hold personal data.
 * @throws DomainError NOT_FOUND when the scope holds no such file, FORBIDDEN when it may not have what the file asks for
 */
export async function downloadFile(
  database: Database,
  scope: Scope,
  id: string,
): Promise<{ file: StoredFile; contents: AsyncGenerator<Buffer> }> {
  const outcome = await database.write(scope, async (tx) => {
    const file = await fileOf(tx, id);
    if (!file) throw new DomainError('NOT_FOUND', { noun: 'StoredFile' });
    const permission = file.permissions.find((needed) => !scope.permissions.has(needed));
    if (permission) throw new DomainError('FORBIDDEN', { permission });
    tx.audit({
      action: 'file.download',
      subjectType: 'StoredFile',
      changes: [{ id, before: null, after: { name: maskFileName(file.name), size: file.size } }],
    });
    return done(file);
  });
  if (!outcome.ok) throw new DomainError('NOT_FOUND', { noun: 'StoredFile' });
  return { file: outcome.value, contents: readFile(database, scope, id) };
}
