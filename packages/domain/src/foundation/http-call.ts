/** An answer of another server: its status and its body, which was small enough. */
export interface Answer {
  status: number;
  headers: Headers;
  /** The body as JSON; undefined when it is none. */
  json: unknown;
}

/** That another server could not be asked, or did not answer in time, or with more than was to be read. */
export class NoAnswerError extends Error {
  override name = 'NoAnswerError';
}

/**
 * Asks another server, which is trusted with nothing: it has so long to answer, its answer is read up to so many bytes,
 * and it sends nobody elsewhere. The address stands in no error: it may hold a secret.
 * @throws NoAnswerError
 */
export async function call(
  url: URL,
  { withinMs, mostBytes, ...init }: RequestInit & { withinMs: number; mostBytes: number },
): Promise<Answer> {
  try {
    const signal = AbortSignal.timeout(withinMs);
    const response = await fetch(url, { ...init, redirect: 'error', signal });
    const text = await bounded(response, mostBytes);
    return { status: response.status, headers: response.headers, json: parsed(text) };
  } catch (error) {
    if (error instanceof NoAnswerError) throw error;
    throw new NoAnswerError(reasonOf(error));
  }
}

async function bounded(response: Response, mostBytes: number): Promise<string> {
  const pieces: Uint8Array[] = [];
  let size = 0;
  for await (const piece of response.body ?? []) {
    size += piece.byteLength;
    if (size > mostBytes) throw new NoAnswerError(`the answer is larger than ${mostBytes} bytes`);
    pieces.push(piece);
  }
  return Buffer.concat(pieces).toString('utf8');
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** What went wrong, by the code of the system or the kind of error: their texts may hold the address. */
function reasonOf(error: unknown): string {
  for (let at: unknown = error; at instanceof Error; at = at.cause) {
    if ('code' in at && typeof at.code === 'string') return at.code;
    if (!at.cause) return at.name;
  }
  return 'unknown';
}
