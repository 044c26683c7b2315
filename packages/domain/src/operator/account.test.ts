import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { done } from '../foundation/errors.ts';
import { openMail } from '../foundation/mail.ts';
import { systemScope } from '../foundation/scope.ts';
import { hasDemoAccounts, selfScope, updateOperator } from './operator.service.ts';
import { codesOf, goodPassword, makeOperator, openTestDatabase, valueIn } from './operator.test-kit.ts';
import { changePassword } from './password.service.ts';
import { requestPasswordReset, resetPassword } from './password-reset.service.ts';
import {
  openSession,
  purgeSignIns,
  revokeOtherSessions,
  revokeSession,
  signOut,
  touchSession,
} from './session.service.ts';
import { signIn } from './sign-in.service.ts';
import { purgeThrottle } from './throttle.service.ts';

let db: Awaited<ReturnType<typeof openTestDatabase>>;
beforeAll(async () => {
  db = await openTestDatabase();
});
afterAll(() => db.close());

const system = <Row extends object>(text: string, values: unknown[] = []) =>
  db.database.write(systemScope(), async (tx) => done(await tx.query<Row>(text, values))).then(valueIn);

const open = (operatorId: string, kind: 'cookie' | 'bearer' = 'cookie') =>
  db.database
    .write(selfScope(operatorId), async (tx) =>
      done(await openSession(tx, { operatorId, kind, userAgent: null })),
    )
    .then(valueIn);

const sessionsOf = async (operatorId: string) =>
  (
    await system<{ id: string }>('select id from operator_session where operator_id = $1 order by id', [
      operatorId,
    ])
  ).map(({ id }) => id);

const newPassword = 'amber-Lantern-58-fern';

describe('sessions', () => {
  test('are ended one by one, or all others at once, and only one’s own', async () => {
    const id = await makeOperator(db.database, 'sessions@example.com');
    const stranger = await makeOperator(db.database, 'stranger@example.com');
    const [a, b, c] = [await open(id), await open(id, 'bearer'), await open(id)];
    await expect(
      db.database.write(selfScope(stranger), (tx) => revokeSession(tx, a.sessionId)),
    ).rejects.toMatchObject({ code: 'NOT_FOUND' });
    valueIn(await db.database.write(selfScope(id), (tx) => revokeSession(tx, a.sessionId)));
    expect(await sessionsOf(id)).toEqual([b.sessionId, c.sessionId]);
    expect(
      valueIn(await db.database.write(selfScope(id), (tx) => revokeOtherSessions(tx, c.sessionId))),
    ).toBe(1);
    expect(await sessionsOf(id)).toEqual([c.sessionId]);
    valueIn(await db.database.write(selfScope(id), (tx) => signOut(tx, c.sessionId)));
    expect(await sessionsOf(id)).toEqual([]);
  });

  test('in a browser move on when they are used, at most every five minutes and to ninety days; tokens don’t', async () => {
    const id = await makeOperator(db.database, 'sliding@example.com');
    const [cookie, bearer] = [await open(id), await open(id, 'bearer')];
    const touch = (sessionId: string) =>
      db.database.write(selfScope(id), async (tx) => done(await touchSession(tx, sessionId))).then(valueIn);
    expect(await touch(cookie.sessionId)).toBeUndefined();

    await system(
      `update operator_session set last_seen_at = now() - interval '6 minutes',
      created_at = now() - interval '10 days', expires_at = now() + interval '4 days' where operator_id = $1`,
      [id],
    );
    const days = (date: Date | undefined) => Math.round(((date?.getTime() ?? 0) - Date.now()) / 86_400_000);
    expect(days(await touch(cookie.sessionId))).toBe(14);
    expect(days(await touch(bearer.sessionId))).toBe(4);

    await system(
      `update operator_session set last_seen_at = now() - interval '6 minutes',
      created_at = now() - interval '85 days' where operator_id = $1`,
      [id],
    );
    expect(days(await touch(cookie.sessionId))).toBe(5);
  });

  test('that have run out are cleared away, with links and old addresses', async () => {
    const id = await makeOperator(db.database, 'expired@example.com');
    const [old, young] = [await open(id), await open(id)];
    await system(`update operator_session set expires_at = now() where id = $1`, [old.sessionId]);
    await system(
      `insert into one_time_token (token_hash, purpose, operator_id, expires_at)
      values ('\\x01', 'password_reset', $1, now() - interval '1 second'), ('\\x02', 'setup', null, 'infinity')`,
      [id],
    );
    await system(
      `insert into operator_address (operator_id, address, last_used_at)
      values ($1, '192.0.2.1', now() - interval '91 days'), ($1, '192.0.2.2', now())`,
      [id],
    );
    const gone = await db.database.write(systemScope(), async (tx) => done(await purgeSignIns(tx)));
    expect(valueIn(gone)).toBe(3);
    expect(await sessionsOf(id)).toEqual([young.sessionId]);
    await system(
      `insert into throttle (key, level, updated_at) values ('a', 1, now() - interval '3 days'), ('b', 1, now())`,
    );
    expect(valueIn(await db.database.write(systemScope(), async (tx) => done(await purgeThrottle(tx))))).toBe(
      1,
    );
  });
});

describe('the password', () => {
  test('is changed with the current one; the other sessions end', async () => {
    const id = await makeOperator(db.database, 'change@example.com');
    const [here] = [await open(id), await open(id)];
    const sessionId = here.sessionId;
    const change = (current: string, password: string) =>
      changePassword(db.database, selfScope(id), { current, password, sessionId });
    expect(codesOf(await change('wrong password', newPassword))).toEqual(['PASSWORD_WRONG']);
    expect(codesOf(await change(goodPassword, 'change@example.com'))).toEqual(['PASSWORD_PERSONAL']);
    expect(codesOf(await change(goodPassword, goodPassword))).toEqual(['PASSWORD_UNCHANGED']);
    expect(await sessionsOf(id)).toHaveLength(2);
    valueIn(await change(goodPassword, newPassword));
    expect(await sessionsOf(id)).toEqual([sessionId]);
    const again = { email: 'change@example.com', session: 'cookie', userAgent: null } as const;
    expect(codesOf(await signIn(db.database, systemScope(), { ...again, password: goodPassword }))).toEqual([
      'SIGN_IN_FAILED',
    ]);
    valueIn(await signIn(db.database, systemScope(), { ...again, password: newPassword }));
  });

  test('of two changes at once one wins', async () => {
    const id = await makeOperator(db.database, 'twice@example.com');
    const change = (password: string) =>
      changePassword(db.database, selfScope(id), { current: goodPassword, password, sessionId: null });
    const both = await Promise.allSettled([change(newPassword), change('copper-Meadow-71-owl')]);
    expect(both.filter((one) => one.status === 'fulfilled' && one.value.ok)).toHaveLength(1);
  });

  test('guessing it from within a session ends after ten', async () => {
    const id = await makeOperator(db.database, 'stolen@example.com');
    const tries = await Promise.allSettled(
      Array.from({ length: 30 }, () =>
        changePassword(db.database, selfScope(id), {
          current: 'a guess',
          password: newPassword,
          sessionId: null,
        }),
      ),
    );
    expect(tries.filter((one) => one.status === 'fulfilled')).toHaveLength(10);
  });
});

describe('a reset by mail', () => {
  const publicUrl = 'https://kolony.example.com';
  const ask = (email: string, ip = '192.0.2.50') =>
    requestPasswordReset(db.database, systemScope({ ip }), { email, publicUrl });
  async function mailsTo(address: string) {
    const rows = await system<{ payload: { input?: { sealed?: string } } }>(
      'select payload from outbox_message order by id',
    );
    return rows
      .map(({ payload }) => openMail(db.database.keyring, payload.input?.sealed ?? '', systemScope()))
      .filter(({ to }) => to === address);
  }
  const tokenIn = (url: string | undefined) => new URL(url ?? '').searchParams.get('token') ?? '';

  test('sets a new password once, ends all sessions, and answers alike for whom nobody knows', async () => {
    const id = await makeOperator(db.database, 'forgot@example.com');
    await open(id);
    expect(await ask('forgot@example.com')).toEqual(await ask('nobody-at-all@example.com'));
    const [mail] = await mailsTo('forgot@example.com');
    expect(mail).toMatchObject({ template: 'password_reset', locale: 'zh-CN', values: { name: '林晓' } });
    expect(mail?.values.url).toMatch(/^https:\/\/kolony\.example\.com\/password-reset\?token=[\w-]{43}$/);
    const token = tokenIn(mail?.values.url);
    const stored = await system<{ hit: number }>(
      'select 1 as hit from one_time_token where encode(token_hash, $2) = $1',
      [token, 'escape'],
    );
    expect(stored).toEqual([]);
    const reset = (password: string) => resetPassword(db.database, systemScope(), { token, password });
    expect(codesOf(await reset('password12'))).toEqual(['PASSWORD_TOO_COMMON']);
    const both = await Promise.all([reset(newPassword), reset('copper-Meadow-71-owl')]);
    expect(both.flatMap(codesOf)).toEqual(['LINK_INVALID']);
    expect(await sessionsOf(id)).toEqual([]);
    expect(codesOf(await reset(newPassword))).toEqual(['LINK_INVALID']);
  });

  test('has run out after thirty minutes', async () => {
    const id = await makeOperator(db.database, 'late@example.com');
    await ask('late@example.com');
    const [mail] = await mailsTo('late@example.com');
    await system(
      `update one_time_token set expires_at = expires_at - interval '30 minutes' where operator_id = $1`,
      [id],
    );
    const token = tokenIn(mail?.values.url);
    expect(
      codesOf(await resetPassword(db.database, systemScope(), { token, password: newPassword })),
    ).toEqual(['LINK_INVALID']);
  });

  test('mails an account three times at most, and stops who asks for many', async () => {
    await makeOperator(db.database, 'flooded@example.com');
    for (let n = 0; n < 5; n++) expect(codesOf(await ask('flooded@example.com', '192.0.2.51'))).toEqual([]);
    expect(await mailsTo('flooded@example.com')).toHaveLength(3);
    for (let n = 0; n < 5; n++) await ask(`someone${n}@example.com`, '192.0.2.51');
    await expect(ask('someone@example.com', '192.0.2.51')).rejects.toMatchObject({ code: 'RATE_LIMITED' });
  });
});

test('an operator changes name and language, and nothing else', async () => {
  const id = await makeOperator(db.database, 'rename@example.com');
  const update = (input: Parameters<typeof updateOperator>[1]) =>
    db.database.write(selfScope(id), (tx) => updateOperator(tx, input));
  expect(codesOf(await update({ name: ' ', locale: 'fr' }))).toEqual(['REQUIRED', 'INVALID_VALUE']);
  valueIn(await update({ name: ' 林 小小 ', locale: 'en' }));
  expect(await system('select name, locale, version from operator where id = $1', [id])).toEqual([
    { name: '林 小小', locale: 'en', version: 2 },
  ]);
});

test('demo accounts are found', async () => {
  expect(await hasDemoAccounts(db.database)).toBe(false);
  await makeOperator(db.database, 'demo@example.com', { demo: true });
  expect(await hasDemoAccounts(db.database)).toBe(true);
});
