/** What a client asks: bodies in turn, over some connections, for some seconds. */
export interface Load {
  url: string;
  path: string;
  headers: Record<string, string>;
  bodies: readonly string[];
  connections: number;
  seconds: number;
}

/** What it found; times in milliseconds. */
export interface Measured {
  requests: number;
  perSecond: number;
  p50: number;
  p99: number;
  /** Bytes of an answer, on average. */
  bytesEach: number;
  failures: number;
  firstFailure: string | undefined;
}
