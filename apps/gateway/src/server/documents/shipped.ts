import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ShippedDocument } from '@kolony/domain/document/document.service';

/** Written by the console's build, beside what it serves. */
const manifest = '.kolony/documents.json';

/** The name of a document: SHA-256 of its text. */
export function hashOf(document: string): string {
  return createHash('sha256').update(document).digest('hex');
}

/** The documents of the console in this folder; none without a console. */
export async function readShipped(consoleDir: string | undefined): Promise<ShippedDocument[]> {
  if (!consoleDir) return [];
  const text = await readFile(join(consoleDir, manifest), 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return '{}';
    throw error;
  });
  const documents: Record<string, string> = JSON.parse(text);
  return Object.entries(documents).map(([hash, document]) => {
    if (hash !== hashOf(document)) throw new Error(`${manifest} is damaged: ${hash} is not what it names`);
    return { hash, document };
  });
}
