import type { ApolloLink } from '@apollo/client';
import type { DocumentNode } from 'graphql';
import { print } from 'graphql/language/printer';
import { type Client, CloseCode, createClient } from 'graphql-ws';
import type { Observer } from 'rxjs';
import { requestHeaders } from '../api/headers.ts';
import { setLive } from './live.ts';

const pingEveryMs = 15_000;
const pongWithinMs = 5_000;
/** So long a connection may be gone before pages ask for themselves. */
const patienceMs = 5_000;
const againAfterMs = 10_000;

const clients = new Map<string | undefined, Client>();

/** What a client sees of an error that ended a subscription. */
interface StreamError {
  message: string;
  extensions?: { code?: unknown };
}

/**
 * Begins a subscription that goes on until it is stopped: when the connection is lost it comes back by itself, where it
 * was. Its root field has to select `cursor`, and take it as `$after`. What can't be resumed any more begins anew, with the
 * event that a stream begins with.
 */
export function subscribe(
  brandId: string | undefined,
  { query, variables }: { query: DocumentNode; variables: Record<string, unknown> },
  observer: Pick<Observer<ApolloLink.Result>, 'next'>,
): () => void {
  const client = clientOf(brandId);
  const text = print(query);
  let stop = () => {};
  let timer: ReturnType<typeof setTimeout>;
  const begin = () => {
    // Sent each time that it is connected again, as they are by then.
    const resuming: Record<string, unknown> = { ...variables };
    stop = client.subscribe(
      { query: text, variables: resuming },
      {
        next: ({ data, errors }) => {
          const cursor = cursorIn(data);
          if (cursor !== undefined) resuming.after = cursor;
          observer.next({ ...(data !== undefined && { data }), ...(errors && { errors }) });
        },
        error: (error) => {
          const code = codeOf(error);
          setLive(false);
          // Said by the answer to a request as well: the client leads to the sign-in.
          if (code === 'UNAUTHENTICATED') observer.next({ errors: [{ message: '', extensions: { code } }] });
          else timer = setTimeout(begin, code === 'RESUME_EXPIRED' ? 0 : againAfterMs);
        },
        complete: () => undefined,
      },
    );
  };
  begin();
  return () => {
    clearTimeout(timer);
    stop();
  };
}

function clientOf(brandId: string | undefined): Client {
  const known = clients.get(brandId);
  if (known) return known;
  let pong: ReturnType<typeof setTimeout>;
  let lost: ReturnType<typeof setTimeout>;
  const client = createClient({
    url: `${location.origin.replace(/^http/, 'ws')}/graphql`,
    connectionParams: () => requestHeaders(brandId),
    keepAlive: pingEveryMs,
    retryAttempts: Number.POSITIVE_INFINITY,
    // Soon at first; not all at once when a server ends.
    retryWait: (retries) =>
      new Promise((resolve) => {
        setTimeout(resolve, Math.min(30_000, 500 * 2 ** retries) * (0.5 + Math.random()));
      }),
    shouldRetry: (cause) => codeOf(cause) !== 'UNAUTHENTICATED',
    on: {
      connected: () => {
        clearTimeout(lost);
        setLive(true);
      },
      closed: () => {
        clearTimeout(pong);
        clearTimeout(lost);
        lost = setTimeout(() => setLive(false), patienceMs);
      },
      ping: (received) => {
        // A network that is gone, and a computer that slept, show only when something is asked.
        if (!received) pong = setTimeout(() => client.terminate(), pongWithinMs);
      },
      pong: (received) => {
        if (received) clearTimeout(pong);
      },
    },
  });
  addEventListener('online', () => client.terminate());
  clients.set(brandId, client);
  return client;
}

function cursorIn(data: Record<string, unknown> | null | undefined): string | undefined {
  for (const event of Object.values(data ?? {})) {
    if (typeof event === 'object' && event !== null && 'cursor' in event && typeof event.cursor === 'string')
      return event.cursor;
  }
  return undefined;
}

/** The code of what ended a subscription: of an error, or of the closing of the connection. */
function codeOf(error: unknown): unknown {
  if (Array.isArray(error)) {
    const [first]: StreamError[] = error;
    return first?.extensions?.code;
  }
  const closed = typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
  return closed === CloseCode.Unauthorized ? 'UNAUTHENTICATED' : undefined;
}
