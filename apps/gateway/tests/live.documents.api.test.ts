import { shipDocuments } from '@kolony/domain/document/document.service';
import { done } from '@kolony/domain/foundation/errors';
import { newId } from '@kolony/domain/foundation/ids';
import { systemScope } from '@kolony/domain/foundation/scope';
import { hashToken, newToken } from '@kolony/domain/operator/token';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hashOf } from '../src/server/documents/shipped.ts';
import { startGateway, type TestGateway, type TestOperator } from './harness.ts';
import { type Stream, watch, watchEvents } from './live-client.ts';

const ofConsole = 'subscription Notified {\n  notificationsChanged {\n    cursor\n  }\n}';
const own = 'subscription { notificationsChanged { cursor viewer { unreadNotificationCount } } }';

let gateway: TestGateway;
let owner: TestOperator;
let cookie: string;
beforeAll(async () => {
  gateway = await startGateway({ KOLONY_TRUSTED_DOCUMENTS: 'on' });
  owner = await gateway.operator(await gateway.brand(), 'owner');
  const token = newToken();
  await gateway.database.write(systemScope(), async (tx) => {
    await shipDocuments(tx, [{ hash: hashOf(ofConsole), document: ofConsole }]);
    await tx.query(
      `insert into operator_session (id, operator_id, token_hash, kind, expires_at)
       values ($1, $2, $3, 'cookie', now() + interval '1 day')`,
      [newId(), owner.uuid, hashToken(token)],
    );
    return done(null);
  });
  cookie = `kolony_session=${token}`;
});
afterAll(() => gateway.close());

/** How it ended, or that it began. */
async function outcomeOf(stream: Stream): Promise<string | number> {
  let end: string | number | undefined;
  void stream.ended.then((how) => {
    end = how;
  });
  const outcome = () => end ?? (stream.came.length > 0 ? 'began' : undefined);
  await expect.poll(outcome, { timeout: 20_000, interval: 10 }).toBeDefined();
  stream.stop();
  return outcome() ?? '';
}

describe.each([
  ['over WebSocket', watch],
  ['as server-sent events', watchEvents],
])('where trusted documents are on, %s', (_, subscribe) => {
  /** Sends the headers as a request's; what a WebSocket says besides is `said`. */
  const ask = (
    asking: { query: string; named?: string },
    headers: Record<string, string>,
    said: Record<string, string> = {},
  ) =>
    outcomeOf(
      subscribe === watch
        ? watch(gateway.url, { ...asking, headers, params: said })
        : watchEvents(gateway.url, { ...asking, params: { ...headers, ...said } }),
    );
  const byPage = () => ({ cookie, origin: gateway.url, 'sec-fetch-site': 'same-origin' });
  const token = () => ({ authorization: `Bearer ${owner.token}` });

  it('a session of a browser begins what the console asks, by its text and by its name', async () => {
    expect(await ask({ query: ofConsole }, byPage())).toBe('began');
    expect(await ask({ query: '', named: hashOf(ofConsole) }, byPage())).toBe('began');
    // Also where nothing says that it is a browser but the cookie.
    expect(await ask({ query: ofConsole }, { cookie })).toBe('began');
  });

  it('and nothing else', async () => {
    for (const headers of [byPage(), { cookie }]) {
      expect(await ask({ query: own }, headers)).toBe('DOCUMENT_NOT_TRUSTED');
      expect(await ask({ query: `${ofConsole} ` }, headers)).toBe('DOCUMENT_NOT_TRUSTED');
      expect(await ask({ query: '', named: hashOf(own) }, headers)).toBe('DOCUMENT_NOT_TRUSTED');
      expect(await ask({ query: 'subscription { __typename } # __schema' }, headers)).toBe(
        'DOCUMENT_NOT_TRUSTED',
      );
    }
  });

  it('a token begins what it likes, from a page and beside a cookie too', async () => {
    expect(await ask({ query: own }, {}, token())).toBe('began');
    expect(await ask({ query: own }, byPage(), token())).toBe('began');
  });

  it('but a token that is made up does not lend its freedom to the cookie beside it', async () => {
    const nobody = subscribe === watch ? 4401 : 'UNAUTHENTICATED';
    expect(await ask({ query: own }, byPage(), { authorization: 'Bearer made-up' })).toBe(nobody);
    expect(await ask({ query: own }, byPage(), { authorization: 'Bearer %%%' })).toBe('DOCUMENT_NOT_TRUSTED');
    expect(await ask({ query: own }, byPage(), { authorization: '' })).toBe('DOCUMENT_NOT_TRUSTED');
  });
});

it('a document that is not trusted is refused with 403 where there is a status', async () => {
  const answer = await fetch(`${gateway.url}/graphql?${new URLSearchParams({ query: own })}`, {
    headers: { accept: 'text/event-stream', cookie },
  });
  expect(answer.status).toBe(403);
  expect(await answer.json()).toMatchObject({ errors: [{ extensions: { code: 'DOCUMENT_NOT_TRUSTED' } }] });
});
