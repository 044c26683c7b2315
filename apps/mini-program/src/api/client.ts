import type { TypedDocumentString } from '../gql/graphql';

/** What one request is, and what came back: however it is sent. */
export interface Sent {
  url: string;
  headers: Record<string, string>;
  body: string;
}
export interface Received {
  status: number;
  body: unknown;
}

export interface Tokens {
  accessToken: string;
  refreshToken: string;
}

/** Where the tokens lie between two visits. */
export interface TokenStore {
  read(): Tokens | undefined;
  write(tokens: Tokens | undefined): void;
}

export interface ClientOptions {
  url: string;
  /** Sends a request. Rejects when there is no answer: no network, or it took too long. */
  send(request: Sent): Promise<Received>;
  store: TokenStore;
  /** Exchanges a refresh token: the tokens, or undefined when one has to sign in again. */
  refresh(ask: Ask, refreshToken: string): Promise<Tokens | undefined>;
  /** `zh-CN` or `en`: what messages are in. */
  language: string;
  wait(milliseconds: number): Promise<void>;
}

/** Asks without a token. */
export type Ask = <Data, Variables>(
  document: TypedDocumentString<Data, Variables>,
  variables: Variables,
) => Promise<Data>;

/** A request that was not answered as it should have been: a code of the API, or `UNREACHABLE`. */
export class ApiError extends Error {
  constructor(
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
}

interface Answer {
  data?: unknown;
  errors?: { message: string; extensions?: { code?: string } }[];
}

/** So often a request is sent once more, after so long, when nobody answered or the server is busy. */
const againAfterMs = [300, 1_000];
const passing = ['UNREACHABLE', 'BUSY'];

/**
 * Asks Kolony as a member. A token that has run out is exchanged, by one request however many wait for it. What may be sent
 * twice is sent again when there was no answer: readings, and acts, which have a key.
 */
export class Client {
  readonly #options: ClientOptions;
  #refreshing: Promise<Tokens | undefined> | undefined;

  constructor(options: ClientOptions) {
    this.#options = options;
  }

  get isSignedIn(): boolean {
    return this.#options.store.read() !== undefined;
  }

  /** Who has signed in just now. */
  useTokens(tokens: Tokens | undefined): void {
    this.#options.store.write(tokens);
  }

  /** Asks as nobody, once. */
  readonly askAsNobody: Ask = (document, variables) => this.#once(document, variables, undefined);

  /** Reads. @throws ApiError; UNAUTHENTICATED when one has to sign in again */
  read<Data, Variables>(document: TypedDocumentString<Data, Variables>, variables: Variables): Promise<Data> {
    return this.#patiently(() => this.#asMember(document, variables));
  }

  /**
   * Does something once, however often it has to be sent. What may be asked for again by hand after a failure, and must
   * then not be done twice, has a key that was made before: `newKey`. @throws ApiError
   */
  act<Data, Input>(
    document: TypedDocumentString<Data, { input: Input; key: string }>,
    input: Input,
    key = newKey(),
  ): Promise<Data> {
    const variables = { input, key };
    return this.#patiently(() => this.#asMember(document, variables));
  }

  /** Does something that has no key, so that it is sent once. @throws ApiError */
  actOnce<Data, Variables>(
    document: TypedDocumentString<Data, Variables>,
    variables: Variables,
  ): Promise<Data> {
    return this.#asMember(document, variables);
  }

  async #asMember<Data, Variables>(
    document: TypedDocumentString<Data, Variables>,
    variables: Variables,
  ): Promise<Data> {
    const tokens = this.#options.store.read();
    if (!tokens) throw new ApiError('UNAUTHENTICATED', '');
    try {
      return await this.#once(document, variables, tokens.accessToken);
    } catch (error) {
      if (!(error instanceof ApiError) || error.code !== 'UNAUTHENTICATED') throw error;
      const next = await this.#tokensAfter(tokens);
      if (!next) throw error;
      return await this.#once(document, variables, next.accessToken);
    }
  }

  /** The tokens in place of those that serve no more: another request may have them already. */
  async #tokensAfter(spent: Tokens): Promise<Tokens | undefined> {
    const { store } = this.#options;
    const now = store.read();
    if (!now || now.accessToken !== spent.accessToken) return now;
    this.#refreshing ??= this.#exchange(spent).finally(() => {
      this.#refreshing = undefined;
    });
    return await this.#refreshing;
  }

  async #exchange({ refreshToken }: Tokens): Promise<Tokens | undefined> {
    const { refresh, store } = this.#options;
    // An answer that is lost is given once more, for half a minute.
    const tokens = await this.#patiently(() => refresh(this.askAsNobody, refreshToken));
    store.write(tokens);
    return tokens;
  }

  async #patiently<Data>(ask: () => Promise<Data>): Promise<Data> {
    for (let attempt = 0; ; attempt++) {
      try {
        return await ask();
      } catch (error) {
        const wait = againAfterMs[attempt];
        if (!(error instanceof ApiError) || !passing.includes(error.code) || wait === undefined) throw error;
        await this.#options.wait(wait);
      }
    }
  }

  async #once<Data, Variables>(
    document: TypedDocumentString<Data, Variables>,
    variables: Variables,
    accessToken: string | undefined,
  ): Promise<Data> {
    const { url, language, send } = this.#options;
    const { status, body } = await send({
      url,
      headers: {
        'content-type': 'application/json',
        'accept-language': language,
        ...(accessToken ? { authorization: `Bearer ${accessToken}` } : {}),
      },
      body: JSON.stringify({ query: document.toString(), variables }),
    }).catch(() => {
      throw new ApiError('UNREACHABLE', '');
    });
    const { data, errors } = answerIn(body);
    const [first] = errors ?? [];
    if (first) throw new ApiError(first.extensions?.code ?? 'INTERNAL', first.message);
    if (data === undefined || data === null) {
      throw new ApiError(status >= 500 || status === 429 ? 'BUSY' : 'INTERNAL', '');
    }
    return data as Data;
  }
}

function answerIn(body: unknown): Answer {
  return typeof body === 'object' && body !== null ? body : {};
}

/** The key of an act. It has to be nobody's secret, only unlike all others of the member. */
export function newKey(): string {
  const random = () => Math.random().toString(36).slice(2, 12);
  return `${Date.now().toString(36)}-${random()}${random()}`;
}
