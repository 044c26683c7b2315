import type { GraphQLSchema } from 'graphql';
import type { Allowed } from '../reading/sources.ts';

type Description = string | null | undefined;

/** What a field of Query or Mutation does, and who may call it. */
export function calledBy(description: Description, allow: Allowed): string {
  if (allow === 'ANYONE') return `${description} Needs no sign-in.`;
  if (allow === 'MEMBER_SELF') return `${description} For members, each for themselves.`;
  return `${description} ${allow === 'SIGNED_IN' ? 'Needs a sign-in.' : `Needs ${allow}.`}`;
}

/** What a stored type is, and who may read it, by whatever way they reach it. */
export function readBy(description: Description, allow: Allowed): string {
  if (allow === 'MEMBER_SELF') return `${description} Only the member reads it.`;
  const open = allow === 'ANYONE' || allow === 'SIGNED_IN';
  return open ? `${description}` : `${description} Reading it needs ${allow}.`;
}

/** Of a list without pages, how long it can be. */
export function bounded(description: Description, atMost: number): string {
  return `${description} At most ${atMost.toLocaleString('en')}.`;
}

/** Of a root field that always has a value: clients that take one error for the whole answer leave this null out. */
export function nullBesideError(description: Description): string {
  return `${description} Null only beside an error.`;
}

export function describeRoots(schema: GraphQLSchema): void {
  const query = schema.getQueryType();
  const mutation = schema.getMutationType();
  const subscription = schema.getSubscriptionType();
  if (query) {
    query.description =
      'What can be read, in the brand that the Kolony-Brand header names, or the one that the operator joined first; for members, in theirs. Ids of another brand are answered as ids of nothing.';
  }
  if (subscription) {
    subscription.description =
      'What can be watched: over WebSocket (graphql-transport-ws; `authorization` and `kolony-brand` as in headers, in the payload of connection_init) or as server-sent events (Accept: text/event-stream; the id of an event is its cursor, so Last-Event-ID resumes). Each event is read anew for the caller as they are at that moment; of several changes of one record that wait, the last is sent. Events are kept for an hour: a stream that broke off goes on `after` the cursor it has, and after longer is refused with RESUME_EXPIRED. One that is revoked meanwhile ends with the code of what is missing.';
  }
  if (mutation) {
    mutation.description =
      'What can be done, one after the other. What the caller can mend stands in `userErrors` of the payload, all of it at once; nothing is written then. In inputs of changes, what is left out stays, and null clears; null for what has to have a value is refused with REQUIRED.';
  }
}
