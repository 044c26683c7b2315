import { withReceivedFile } from '../file/temporary-file.ts';
import type { Database } from '../foundation/database.ts';
import type { Outcome } from '../foundation/errors.ts';
import type { Scope } from '../foundation/scope.ts';
import type { ImportKind } from './import.fields.ts';
import { defaultImportLimits } from './import.limits.ts';
import { createImport } from './import.service.ts';
import { surveyUpload } from './import.survey.ts';

/** Bytes that an uploaded file may have. */
export const largestImport = defaultImportLimits.fileBytes;

/** A file on its way in. */
export interface ImportUpload {
  kind: ImportKind;
  /** What the uploader's computer called it. */
  fileName: string;
  source: AsyncIterable<Uint8Array>;
}

/**
 * Takes a file in, as fast as the disk takes it, recognises what it holds and makes an import of it; returns its id. A
 * file that is refused, or whose upload breaks off, leaves nothing behind.
 * @throws ImportRefusal when there is no table to import
 * @throws DomainError FILE_TOO_LARGE
 */
export async function uploadImport(
  database: Database,
  scope: Scope,
  { kind, fileName, source }: ImportUpload,
): Promise<Outcome<string>> {
  return await withReceivedFile(source, largestImport, async (file) => {
    const survey = await surveyUpload(file.path, kind);
    return await database.write(scope, (tx) => createImport(tx, { fileName, file, survey }));
  });
}
