import { DomainError } from '@kolony/domain/foundation/errors';
import type { FastifyReply } from 'fastify';

/** Aborts when the caller goes away before the answer, or after `ms` milliseconds without one (`TIMED_OUT`). */
export function signalOf({ raw }: FastifyReply, ms: number): AbortSignal {
  const controller = new AbortController();
  const abort = () => controller.abort(new DomainError('TIMED_OUT'));
  if (raw.destroyed) abort();
  const timer = setTimeout(abort, ms).unref();
  raw.once('close', () => {
    clearTimeout(timer);
    if (!raw.writableFinished) abort();
  });
  return controller.signal;
}
