import type { Page, Request, Route, WebSocketRoute } from '@playwright/test';
import { expect, test } from './console.ts';
import { inOwnBrand } from './own-brand.ts';

test.use({ locale: 'zh-CN' });

/** The page's connection for what changes, through hands that can cut it. */
interface Connection {
  /** What the page has sent and been sent, as the messages of the protocol. */
  messages: {
    type: string;
    payload?: {
      variables?: { after?: string };
      data?: { jobChanged?: { job?: { status: string } | null } };
    };
  }[];
  cut(): Promise<void>;
  /** Lets the page connect again. */
  mend(): void;
}

async function connectionOf(page: Page): Promise<Connection> {
  const messages: Connection['messages'] = [];
  const open = new Set<WebSocketRoute>();
  let mended = Promise.resolve();
  let mend = () => {};
  await page.routeWebSocket(/\/graphql$/, async (socket) => {
    await mended;
    open.add(socket);
    const server = socket.connectToServer();
    socket.onMessage((message) => {
      messages.push(JSON.parse(String(message)));
      server.send(message);
    });
    server.onMessage((message) => {
      messages.push(JSON.parse(String(message)));
      socket.send(message);
    });
  });
  return {
    messages,
    async cut() {
      mended = new Promise((resolve) => {
        mend = resolve;
      });
      await Promise.all([...open].map((socket) => socket.close({ code: 1012 })));
      open.clear();
    },
    mend: () => mend(),
  };
}

/** What the page asks for from now on. */
interface Asking {
  /** Its questions, by their names and variables. */
  asked: string[];
  /** Those that are not answered yet. */
  open: Set<Request>;
}

function askingOf(page: Page): Asking {
  const asking: Asking = { asked: [], open: new Set() };
  page.on('request', (request) => {
    if (new URL(request.url()).pathname !== '/graphql') return;
    asking.asked.push(request.postData() ?? request.url());
    asking.open.add(request);
  });
  const end = (request: Request) => asking.open.delete(request);
  page.on('requestfinished', end);
  page.on('requestfailed', end);
  return asking;
}

/** Lets so much time go by for the page, and waits for what came of it; returns what the page asked for. */
async function pass(page: Page, time: string, connection: Connection, asking: Asking): Promise<string[]> {
  const before = asking.asked.length;
  const pongs = () => connection.messages.filter(({ type }) => type === 'pong').length;
  const heard = pongs();
  await page.clock.fastForward(time);
  // The page looks now and then whether the other side is there: without its answer it takes the connection for dead.
  await expect.poll(pongs).toBeGreaterThan(heard);
  // Requests are told in their order: once this one is answered, those before it are known.
  await page.evaluate(() => fetch('/healthz'));
  await expect.poll(() => asking.open.size).toBe(0);
  return asking.asked.slice(before);
}

/** Until all that the page had put off is done: nothing comes of time that goes by, twice in a row. */
async function untilQuiet(page: Page, connection: Connection, asking: Asking): Promise<void> {
  let rounds = 0;
  for (let quiet = 0; quiet < 2; rounds++) {
    expect(rounds, 'the page keeps asking').toBeLessThan(10);
    quiet = (await pass(page, '01:00', connection, asking)).length === 0 ? quiet + 1 : 0;
  }
}

/** Has a file of orders checked, by a job that takes a moment; returns the id of the import. */
async function check(page: Page, brand: string, rows: number): Promise<string> {
  const lines = Array.from(
    { length: rows },
    (_, at) => `L${at},1380013${8000 + (at % 900)},2025-03-05,${at + 1}`,
  );
  const headers = { 'kolony-csrf': '1', 'kolony-brand': brand, 'accept-language': 'zh-CN' };
  const upload = await page.request.post('/imports?kind=orders&name=live.csv', {
    headers: { ...headers, 'content-type': 'text/csv' },
    data: Buffer.from(['订单号,手机号,下单时间,实付金额', ...lines].join('\n')),
  });
  const { importId } = await upload.json();
  const begun = await page.request.post('/graphql', {
    headers,
    data: {
      query: 'mutation ($id: ID!) { importCheck(input: { id: $id }) { userErrors { code } } }',
      variables: { id: importId },
    },
  });
  expect(await begun.json()).toMatchObject({ data: { importCheck: { userErrors: [] } } });
  return importId;
}

/** Waits for so many jobs of the brand that have completed. */
async function completed(page: Page, brand: string, count: number): Promise<void> {
  await expect
    .poll(async () => {
      const response = await page.request.post('/graphql', {
        headers: { 'kolony-csrf': '1', 'kolony-brand': brand },
        data: { query: '{ jobs(filter: { status: [COMPLETED] }) { totalCount } }' },
      });
      return (await response.json()).data.jobs.totalCount;
    })
    .toBe(count);
}

const ended = ({ messages }: Connection) =>
  messages.some(({ payload }) => payload?.data?.jobChanged?.job?.status === 'COMPLETED');

const jobsTold = ({ messages }: Connection) =>
  messages.filter(({ type, payload }) => type === 'next' && payload?.data?.jobChanged);

test('jobs move on the page by what is sent to it; it asks for nothing while nothing changes', async ({
  page,
}) => {
  await page.clock.install();
  const asking = askingOf(page);
  const brand = await inOwnBrand(page, '实时测试');
  const connection = await connectionOf(page);
  await page.goto(`/${brand}/jobs`);
  await expect(page.getByRole('heading', { name: '还没有后台任务' })).toBeVisible();
  await expect.poll(() => jobsTold(connection).length).toBe(1);
  await check(page, brand, 4000);
  await expect(page.getByRole('row', { name: /检查/ }).getByText('已完成')).toBeVisible();
  // Asked for, begun, ended; and how far it is in between.
  expect(jobsTold(connection).length).toBeGreaterThan(3);
  // What is told last: that it ended, and that there is a notification of it.
  await expect.poll(() => ended(connection)).toBe(true);
  await expect(page.getByRole('button', { name: '通知：1 条未读' }).first()).toBeVisible();

  await untilQuiet(page, connection, asking);
  expect(await pass(page, '10:00', connection, asking)).toEqual([]);
  expect(await pass(page, '10:00', connection, asking)).toEqual([]);
});

test('what happened while the connection was cut is there when it is back', async ({ page }) => {
  const brand = await inOwnBrand(page, '断线测试');
  const connection = await connectionOf(page);
  await page.goto(`/${brand}/jobs`);
  await expect(page.getByRole('heading', { name: '还没有后台任务' })).toBeVisible();
  await expect.poll(() => jobsTold(connection).length).toBe(1);
  await connection.cut();
  const before = connection.messages.length;
  await check(page, brand, 40);
  await completed(page, brand, 1);
  connection.mend();
  await expect(page.getByRole('row', { name: /检查/ }).getByText('已完成')).toBeVisible();
  const resumed = connection.messages.slice(before).filter(({ type }) => type === 'subscribe');
  expect(resumed.length).toBeGreaterThan(0);
  for (const { payload } of resumed) expect(payload?.variables?.after).toMatch(/^\d+$/);
});

test('an act whose answer is overtaken by the end of what it began shows the end', async ({ page }) => {
  const brand = await inOwnBrand(page, '超车测试');
  await page.clock.install();
  const importId = await check(page, brand, 40);
  await completed(page, brand, 1);
  const connection = await connectionOf(page);
  const sent = Promise.withResolvers<Route>();
  await page.route('**/graphql', (route) =>
    route.request().postDataJSON()?.operationName === 'ImportRun' ? sent.resolve(route) : route.continue(),
  );
  await page.goto(`/${brand}/imports/${importId}`);
  await expect.poll(() => jobsTold(connection).length).toBe(1);
  await page.getByRole('button', { name: '导入 40 行' }).click();
  const run = await sent.promise;
  const answer = await run.fetch();
  // Of all but the act itself, which stays open.
  const asking = askingOf(page);
  await completed(page, brand, 2);
  // The page has heard of the end, and has asked all that it asks for then.
  const shown = page.getByRole('main');
  await expect(shown.getByText('已完成').first()).toBeVisible();
  await untilQuiet(page, connection, asking);
  await page.clock.pauseAt(await page.evaluate(() => Date.now() + 60_000));
  await run.fulfill({ response: answer });
  // The late answer stands on the page, which then looks once more.
  await expect(shown.getByText('正在导入').first()).toBeVisible();
  await page.clock.resume();
  await expect(shown.getByText('已完成').first()).toBeVisible();
});
