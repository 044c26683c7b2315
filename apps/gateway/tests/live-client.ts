import { type Client, createClient } from 'graphql-ws';
import { onTestFinished, vi } from 'vitest';
import WebSocket from 'ws';

// biome-ignore lint/suspicious/noExplicitAny: answers are read as a caller reads them, by path
type Json = any;

/** What came of a stream so far. */
export interface Stream {
  /** Answers, as `{ data, errors }`. */
  readonly came: Json[];
  /** Ids of events; of server-sent ones alone. */
  readonly ids: string[];
  /** How it ended: code of an error or of a close, `complete`, or `cut`. */
  readonly ended: Promise<string | number>;
  /** The first error that refused it, once it is. */
  readonly error: Promise<Json>;
  stop(): void;
}

export interface Watching {
  query: string;
  variables?: Record<string, unknown>;
  /** Hash of a document, in place of its text. */
  named?: string;
  /** Payload of connection_init, or headers. */
  params?: Record<string, string>;
  /** Headers of the request itself, where they are others. */
  headers?: Record<string, string>;
  retry?: number;
}

/** A client of graphql-ws; its last socket is in `sockets`. */
export function webSocketClient(
  url: string,
  { params = {}, headers = {}, retry = 0 }: Omit<Watching, 'query'>,
  options: WebSocket.ClientOptions = {},
): { client: Client; sockets: WebSocket[] } {
  const sockets: WebSocket[] = [];
  class Socket extends WebSocket {
    constructor(address: string, protocols: string[]) {
      super(address, protocols, { headers, ...options });
      this.on('error', () => undefined);
      sockets.push(this);
    }
  }
  const client = createClient({
    url: `${url.replace('http', 'ws')}/graphql`,
    webSocketImpl: Socket,
    connectionParams: params,
    retryAttempts: retry,
    retryWait: () => new Promise((resolve) => setTimeout(resolve, 50)),
  });
  onTestFinished(async () => {
    await client.dispose();
    for (const socket of sockets) socket.terminate();
  });
  return { client, sockets };
}

/** Watches over a WebSocket. */
export function watch(url: string, { query, variables = {}, named, ...how }: Watching): Stream {
  return watchWith(webSocketClient(url, how).client, query, variables, named);
}

export function watchWith(
  client: Client,
  query: string,
  variables: Record<string, unknown> = {},
  named?: string,
): Stream {
  const came: Json[] = [];
  let stop = () => {};
  const refused = Promise.withResolvers<Json>();
  const ended = new Promise<string | number>((resolve) => {
    stop = client.subscribe(
      { query: named ? '' : query, variables, extensions: named ? persisted(named) : null },
      {
        next: (answer) => came.push(answer),
        error: (error: unknown) => {
          if (Array.isArray(error)) {
            refused.resolve(error[0]);
            resolve(error[0].extensions.code);
          } else resolve((error as { code?: number }).code ?? String(error));
        },
        complete: () => resolve('complete'),
      },
    );
  });
  return { came, ids: [], ended, error: refused.promise, stop };
}

const persisted = (sha256Hash: string) => ({ persistedQuery: { version: 1, sha256Hash } });

/** Watches server-sent events. */
export function watchEvents(url: string, { query, variables = {}, named, params = {} }: Watching): Stream {
  const came: Json[] = [];
  const ids: string[] = [];
  const controller = new AbortController();
  onTestFinished(() => controller.abort());
  const address = new URL(`${url}/graphql`);
  if (named) address.searchParams.set('extensions', JSON.stringify(persisted(named)));
  else address.searchParams.set('query', query);
  address.searchParams.set('variables', JSON.stringify(variables));
  const response = fetch(address, {
    headers: { accept: 'text/event-stream', ...params },
    signal: controller.signal,
  });
  const refused = Promise.withResolvers<Json>();
  const read = async () => {
    const answered = await response;
    const { status, body } = answered;
    if (status !== 200 || !body) {
      const [error] = ((await answered.json()) as Json).errors;
      refused.resolve(error);
      return String(error.extensions.code);
    }
    let text = '';
    for await (const chunk of body.pipeThrough(new TextDecoderStream())) {
      text += chunk;
      for (let at = text.indexOf('\n\n'); at >= 0; at = text.indexOf('\n\n')) {
        const fields = new Map(
          text
            .slice(0, at)
            .split('\n')
            .map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 1).trim()]),
        );
        text = text.slice(at + 2);
        if (fields.get('event') === 'complete') return 'complete';
        if (fields.get('event') !== 'next') continue;
        ids.push(fields.get('id') ?? '');
        came.push(JSON.parse(fields.get('data') ?? ''));
      }
    }
    return 'cut';
  };
  const ended = read().catch(() => 'cut');
  return { came, ids, ended, error: refused.promise, stop: () => controller.abort() };
}

/** Waits until so many answers are there. */
export const until = async ({ came, ended }: Stream, count: number) => {
  let end: string | number | undefined;
  void ended.then((how) => {
    end = how;
  });
  await vi.waitFor(
    () => {
      if (came.length < count)
        throw new Error(`${came.length} of ${count}, ${end ?? 'open'}: ${JSON.stringify(came.at(-1))}`);
    },
    { timeout: 20_000, interval: 20 },
  );
  return came;
};
export const jobsIn = (stream: Stream) => stream.came.flatMap(({ data }) => data?.jobChanged?.job?.id ?? []);
