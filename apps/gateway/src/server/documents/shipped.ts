import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ShippedDocument } from '@kolony/domain/document/document.service';
import { SettingsError } from '@kolony/domain/foundation/settings';

/** Written by the console's build, beside what it serves. */
const manifest = '.kolony/documents.json';

/** The name of a document: SHA-256 of its text. */
export function hashOf(document: string): string {
  return createHash('sha256').update(document).digest('hex');
}

/**
 * The documents of the console in this folder; none without a console.
 * @throws SettingsError for one that can't be used, since nobody could sign in to it: `needed`, but built without names
 */
export async function readShipped(
  consoleDir: string | undefined,
  needed: boolean,
): Promise<ShippedDocument[]> {
  if (!consoleDir) return [];
  const text = await readFile(join(consoleDir, manifest), 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return '{}';
    throw error;
  });
  const documents: Record<string, string> = JSON.parse(text);
  if (needed && Object.keys(documents).length === 0 && existsSync(join(consoleDir, 'index.html'))) {
    throw new SettingsError(
      `KOLONY_TRUSTED_DOCUMENTS is on, but ${join(consoleDir, manifest)} names no documents: build the console again`,
    );
  }
  return Object.entries(documents).map(([hash, document]) => {
    if (hash !== hashOf(document)) throw new Error(`${manifest} is damaged: ${hash} is not what it names`);
    return { hash, document };
  });
}
