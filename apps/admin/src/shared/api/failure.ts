/** A request that brought nothing: refused by the gateway (with a code), or without an answer (without one). */
export class RequestFailed extends Error {
  override readonly name = 'RequestFailed';
  readonly code: string | undefined;
  readonly requestId: string | undefined;

  constructor({ message, code, requestId }: { message?: string; code?: string; requestId?: string }) {
    super(message ?? '');
    this.code = code;
    this.requestId = requestId;
  }

  static fromGraphQL(
    error: { message: string; extensions?: Record<string, unknown> | undefined },
    requestId?: string,
  ): RequestFailed {
    const { code, requestId: quoted } = error.extensions ?? {};
    return new RequestFailed({
      message: error.message,
      code: typeof code === 'string' ? code : undefined,
      requestId: typeof quoted === 'string' ? quoted : requestId,
    });
  }
}
