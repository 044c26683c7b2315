import { done } from '@kolony/domain/foundation/errors';
import { encodeId, newId } from '@kolony/domain/foundation/ids';
import { enqueueJob } from '@kolony/domain/foundation/jobs';
import { brandScope, systemScope } from '@kolony/domain/foundation/scope';
import { type Notice, notifyAccount, notifyBrand } from '@kolony/domain/notification/notification.service';
import { afterAll, beforeEach, expect, test } from 'vitest';
import { startGateway, type TestBrand, type TestGateway, type TestOperator } from './harness.ts';

const gateway: TestGateway = await startGateway();
afterAll(() => gateway.close());
let brand: TestBrand;
let lin: TestOperator;

beforeEach(async () => {
  brand = await gateway.brand();
  lin = await gateway.operator(brand, 'viewer');
});

const as = (operator: TestOperator, inBrand: TestBrand = brand, headers: Record<string, string> = {}) => ({
  token: operator.token,
  brand: inBrand.id,
  headers,
});

const tell = (operator: TestOperator, notice: Notice, inBrand: TestBrand = brand) =>
  gateway.database.write(brandScope(inBrand.uuid), async (tx) =>
    done(await notifyBrand(tx, notice, { operatorIds: [operator.uuid] })),
  );
const undone = (file: string): Notice => ({ kind: 'import_undone', params: { file }, targetId: newId() });

const list = `query ($first: Int, $after: String, $filter: NotificationFilter) {
  notifications(first: $first, after: $after, filter: $filter) {
    totalCount nodes { id kind message targetId actor { name } ofAccount readAt createdAt }
    pageInfo { hasNextPage endCursor }
  }
  viewer { unreadNotificationCount }
}`;
const mark = `mutation ($input: NotificationsMarkReadInput!) {
  notificationsMarkRead(input: $input) { viewer { unreadNotificationCount } userErrors { code } }
}`;

test('one’s own notifications in the language of the request, page by page, unread ones alone', async () => {
  const importId = newId();
  await tell(lin, { kind: 'import_undone', params: { file: 'a.csv' }, targetId: importId });
  await tell(lin, {
    kind: 'role_changed',
    params: { role: 'owner', previous: 'viewer' },
    targetId: newId(),
    actorId: lin.uuid,
  });
  await gateway.database.write(systemScope(), async (tx) =>
    done(await notifyAccount(tx, lin.uuid, { kind: 'password_changed', params: {}, targetId: lin.uuid })),
  );
  const { data, errors } = await gateway.graphql(list, { first: 2 }, as(lin));
  expect(errors).toBeUndefined();
  expect(data.notifications.totalCount).toBe(3);
  expect(data.viewer.unreadNotificationCount).toBe(3);
  expect(data.notifications.nodes).toMatchObject([
    { kind: 'PASSWORD_CHANGED', ofAccount: true, targetId: encodeId('Operator', lin.uuid), readAt: null },
    {
      kind: 'ROLE_CHANGED',
      message: expect.stringMatching(/ changed your role from viewer to owner\.$/),
      actor: { name: expect.any(String) },
    },
  ]);
  const { endCursor } = data.notifications.pageInfo;
  const second = await gateway.graphql(list, { after: endCursor }, as(lin));
  expect(second.data.notifications).toMatchObject({
    nodes: [{ message: 'The import of “a.csv” is undone.', targetId: encodeId('Import', importId) }],
    pageInfo: { hasNextPage: false },
  });
  const chinese = await gateway.graphql(list, {}, as(lin, brand, { 'accept-language': 'zh-CN' }));
  expect(chinese.data.notifications.nodes[2].message).toBe('“a.csv”的导入已撤销。');

  const [newest] = data.notifications.nodes;
  const marked = await gateway.graphql(mark, { input: { ids: [newest.id, newest.id] } }, as(lin));
  expect(marked.data.notificationsMarkRead).toEqual({
    viewer: { unreadNotificationCount: 2 },
    userErrors: [],
  });
  const unread = await gateway.graphql(list, { filter: { unread: true } }, as(lin));
  expect(unread.data.notifications.nodes.map(({ kind }: { kind: string }) => kind)).toEqual([
    'ROLE_CHANGED',
    'IMPORT_UNDONE',
  ]);
  const read = await gateway.graphql(list, { filter: { unread: false } }, as(lin));
  expect(read.data.notifications.nodes).toMatchObject([{ id: newest.id, readAt: expect.any(String) }]);
});

test('all up to the one that was seen are marked; what came meanwhile stays unread', async () => {
  for (const file of ['1.csv', '2.csv', '3.csv']) await tell(lin, undone(file));
  const { data } = await gateway.graphql(list, {}, as(lin));
  const seen = data.notifications.nodes[1].id;
  const { data: after } = await gateway.graphql(mark, { input: { upTo: seen } }, as(lin));
  expect(after.notificationsMarkRead.viewer.unreadNotificationCount).toBe(1);
  const unread = await gateway.graphql(list, { filter: { unread: true } }, as(lin));
  expect(unread.data.notifications.nodes).toMatchObject([{ message: 'The import of “3.csv” is undone.' }]);
});

test('nobody sees or marks what a colleague is told, or what is told in another brand', async () => {
  const chen = await gateway.operator(brand, 'owner');
  const elsewhere = await gateway.brand();
  await tell(chen, undone('theirs.csv'));
  const { data } = await gateway.graphql(list, {}, as(chen));
  const theirs = data.notifications.nodes[0].id;
  const seen = await gateway.graphql(
    'query ($id: ID!) { node(id: $id) { id } notifications { totalCount } viewer { unreadNotificationCount } }',
    { id: theirs },
    as(lin),
  );
  expect(seen.data).toEqual({
    node: null,
    notifications: { totalCount: 0 },
    viewer: { unreadNotificationCount: 0 },
  });
  for (const input of [{ ids: [theirs] }, { upTo: theirs }]) await gateway.graphql(mark, { input }, as(lin));
  await gateway.graphql(mark, { input: { ids: [theirs] } }, as(chen, elsewhere));
  const still = await gateway.graphql(list, {}, as(chen));
  expect(still.data.viewer.unreadNotificationCount).toBe(1);
  const own = await gateway.graphql(
    'query ($id: ID!) { node(id: $id) { ... on Notification { kind } } }',
    { id: theirs },
    as(chen),
  );
  expect(own.data.node).toEqual({ kind: 'IMPORT_UNDONE' });
});

test('asking wrongly is said; nobody asks without signing in', async () => {
  for (const input of [
    {},
    { ids: [], upTo: encodeId('Notification', newId()) },
    { ids: [lin.id] },
    { upTo: 'x' },
  ]) {
    const { errors } = await gateway.graphql(mark, { input }, as(lin));
    expect(errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT');
  }
  const tooMany = Array.from({ length: 101 }, () => encodeId('Notification', newId()));
  const { errors } = await gateway.graphql(mark, { input: { ids: tooMany } }, as(lin));
  expect(errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT');
  const nobody = await gateway.graphql('{ notifications { totalCount } }');
  expect(nobody.errors?.[0]?.extensions.code).toBe('UNAUTHENTICATED');
});

test('cancelling a colleague’s job that waits tells them, though this process runs no jobs', async () => {
  const owner = await gateway.operator(brand, 'owner');
  const enqueued = await gateway.database.write(gateway.scope(brand, lin, 'viewer'), async (tx) =>
    done(await enqueueJob(tx, { name: 'import.run', input: {} })),
  );
  if (!enqueued.ok) throw new Error('refused');
  const id = encodeId('Job', enqueued.value);
  await gateway.graphql(
    'mutation ($id: ID!) { jobCancel(input: { id: $id }) { job { status } } }',
    { id },
    as(owner),
  );
  const { data } = await gateway.graphql(list, {}, as(lin));
  expect(data.notifications.nodes).toMatchObject([{ kind: 'JOB_CANCELLED', targetId: id }]);
});

test('a page is one statement, however long', async () => {
  const statements: string[] = [];
  const { pool } = gateway.database;
  const listen = (client: Parameters<Parameters<typeof pool.on<'acquire'>>[1]>[0]) => {
    const { query } = client;
    client.query = new Proxy(query, {
      apply(target, self, args) {
        statements.push(String(args[0]?.text ?? args[0]));
        return Reflect.apply(target, self, args);
      },
    });
    pool.once('release', () => {
      client.query = query;
    });
  };
  const counts: number[] = [];
  for (const more of [1, 30]) {
    for (let at = 0; at < more; at++) await tell(lin, { ...undone(`${at}.csv`), actorId: lin.uuid });
    pool.on('acquire', listen);
    const { data } = await gateway.graphql(list, { first: 100 }, as(lin));
    pool.off('acquire', listen);
    expect(data.notifications.nodes.length).toBeGreaterThanOrEqual(more);
    counts.push(statements.splice(0).filter((text) => text.includes('"notification"')).length);
  }
  expect(counts).toEqual([1, 1]);
});
