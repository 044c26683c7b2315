import type { DocumentNode } from 'graphql';

/** The name by which the gateway knows a document, SHA-256 of its text; the build puts it there, so not in development. */
export function hashOf(document: DocumentNode): string | undefined {
  return 'hash' in document && typeof document.hash === 'string' ? document.hash : undefined;
}
