import type { ImportKind } from '../../gql/graphql.ts';
import { requestHeaders } from '../../shared/api/headers.ts';

export interface UploadRefusal {
  code: string;
  message: string;
}
export type UploadEnd =
  | { importId: string }
  | { refusals: UploadRefusal[] }
  /** Without an answer that says anything; with the id to quote where there is one. */
  | { failed: true; requestId: string | undefined };

interface Answer {
  importId?: string;
  errors?: { message: string; extensions?: { code?: string } }[];
}

/**
 * Sends a file as it is. A request of the older kind, because only that tells how much has gone out.
 * @param options.onProgress bytes sent so far
 * @returns how it ended; undefined when it was broken off here
 */
export function uploadImport(
  file: File,
  options: {
    kind: ImportKind;
    brandId: string;
    signal: AbortSignal;
    onProgress: (sent: number) => void;
  },
): Promise<UploadEnd | undefined> {
  const { kind, brandId, signal, onProgress } = options;
  const query = new URLSearchParams({ kind: kind.toLowerCase(), name: file.name });
  return new Promise((resolve) => {
    const request = new XMLHttpRequest();
    request.open('POST', `/imports?${query}`);
    request.responseType = 'text';
    const headers = { ...requestHeaders(brandId), 'content-type': 'application/octet-stream' };
    for (const [name, value] of Object.entries(headers)) request.setRequestHeader(name, value);
    request.upload.onprogress = ({ loaded }) => onProgress(loaded);
    request.onload = () => resolve(readAnswer(request));
    request.onerror = () => resolve({ failed: true, requestId: undefined });
    request.onabort = () => resolve(undefined);
    signal.addEventListener('abort', () => request.abort());
    request.send(file);
  });
}

function readAnswer(request: XMLHttpRequest): UploadEnd {
  const answer = parse(request.responseText);
  if (answer?.importId) return { importId: answer.importId };
  if (answer?.errors?.length)
    return {
      refusals: answer.errors.map(({ message, extensions }) => ({
        code: extensions?.code ?? '',
        message,
      })),
    };
  return { failed: true, requestId: request.getResponseHeader('x-request-id') ?? undefined };
}

function parse(text: string): Answer | undefined {
  try {
    const answer: unknown = JSON.parse(text);
    return typeof answer === 'object' && answer !== null ? answer : undefined;
  } catch {
    return undefined;
  }
}
