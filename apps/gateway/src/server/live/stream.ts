import { setTimeout as sleep } from 'node:timers/promises';
import type { LiveEvent } from '@kolony/domain/live/live.service';
import { createSourceEventStream, type ExecutionResult, type GraphQLError } from 'graphql';
import type { Allowed } from '../../reading/sources.ts';
import type { Identity } from '../caller.ts';
import { requestError } from '../errors.ts';
import type { Charge } from '../limits/limits.ts';
import { permitted } from '../permitted.ts';
import type { LiveCaller } from './caller.ts';
import { codeOf, isTold } from './faults.ts';
import type { LiveServices } from './live.ts';
import { readOperation } from './operation.ts';

/** What a client asks for. */
export interface Asked {
  query?: string | undefined;
  /** What persisted queries have in place of it. */
  extensions?: Record<string, unknown> | null | undefined;
  operationName?: string | null | undefined;
  variables?: Record<string, unknown> | null | undefined;
  /** See `LiveContext`. */
  after?: string | undefined;
}

/** What came of one event, and where it stands. */
export interface Answered extends ExecutionResult {
  cursor: string;
}

/** How long an event waits whose caller has spent all their points, before it is tried again. */
const comeBackMs = 1_000;

/** The reason of a stream that was asked to end. */
const askedToEnd = new Error('asked to end');

/**
 * Begins a subscription. Gives back what is against it, or its answers: each is an execution of its own, with the caller
 * as they are at that moment. The answers throw when they end for a reason; however they end, what was held is given back.
 */
export async function openStream(
  services: LiveServices,
  caller: LiveCaller,
  asked: Asked,
): Promise<readonly GraphQLError[] | AsyncGenerator<Answered, void, void>> {
  const { schema, executor, streams, limits } = services;
  const controller = new AbortController();
  const { signal } = controller;
  const contextNow = async () => caller.context(await caller.now(), signal, asked.after);
  const context = await contextNow();
  const read = await readOperation(services, context, asked);
  if ('errors' in read) return read.errors;
  const variableValues = asked.variables ?? {};
  const charge = async () => limits.charge(context, read.document, read.operation, variableValues);
  await charge();
  const leave = streams.take(caller.operatorId);
  if (!leave) return [requestError('TOO_MANY_STREAMS', { limit: streams.most })];
  const unwatch = caller.onLook((now) => {
    const refusal = now instanceof Error ? now : refusalOf(now, read.allow);
    if (refusal) controller.abort(refusal);
  });
  let letGo = () => {};
  const end = () => {
    unwatch();
    leave();
    controller.abort(askedToEnd);
    letGo();
  };
  letGo = caller.holds(end);
  try {
    const source = await createSourceEventStream({
      schema,
      document: read.document,
      operationName: asked.operationName ?? null,
      variableValues,
      contextValue: context,
    });
    if (!isStream(source)) {
      end();
      return 'errors' in source ? (source.errors ?? []) : [];
    }
    const answers = async function* (): AsyncGenerator<Answered, void, void> {
      try {
        for await (const event of source) {
          const charged = await patiently(charge, signal);
          if (signal.aborted) break;
          const { document, operation } = read;
          const answering = { document, operation, variables: variableValues, event };
          const result = await executor.execute(answering, await contextNow());
          charged?.settle(result.data, result.errors !== undefined);
          if (signal.aborted) break;
          yield { ...result, cursor: event.cursor };
        }
        if (signal.aborted && signal.reason !== askedToEnd) throw signal.reason;
      } finally {
        end();
      }
    };
    return endable(answers(), end);
  } catch (error) {
    end();
    throw error;
  }
}

/** Waits until the caller has points for an event: what changes meanwhile waits with it, and becomes one. */
async function patiently(charge: () => Promise<Charge>, signal: AbortSignal): Promise<Charge | undefined> {
  while (!signal.aborted) {
    try {
      return await charge();
    } catch (error) {
      if (!isTold(error) || codeOf(error) !== 'RATE_LIMITED') throw error;
      await sleep(comeBackMs, undefined, { signal }).catch(() => undefined);
    }
  }
  return undefined;
}

function isStream(source: ExecutionResult | AsyncIterable<unknown>): source is AsyncIterable<LiveEvent> {
  return Symbol.asyncIterator in source;
}

function refusalOf({ scope }: Identity, allow: Allowed): unknown {
  try {
    permitted(scope, allow);
    return undefined;
  } catch (refusal) {
    return refusal;
  }
}

/** A generator that ends at once when it is returned from, even while its next value is being waited for. */
function endable<Value>(
  generator: AsyncGenerator<Value, void, void>,
  end: () => void,
): AsyncGenerator<Value, void, void> {
  const endable: AsyncGenerator<Value, void, void> = Object.create(generator, {
    return: {
      value: () => {
        end();
        return generator.return();
      },
    },
    next: { value: () => generator.next() },
    throw: { value: (error: unknown) => generator.throw(error) },
    [Symbol.asyncIterator]: { value: () => endable },
  });
  return endable;
}
