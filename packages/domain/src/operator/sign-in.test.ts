import { generateSync } from 'otplib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { DomainError, done } from '../foundation/errors.ts';
import { systemScope } from '../foundation/scope.ts';
import { selfScope } from './operator.service.ts';
import { codesOf, goodPassword, makeOperator, openTestDatabase, valueIn } from './operator.test-kit.ts';
import { signIn } from './sign-in.service.ts';
import { hashToken } from './token.ts';
import { beginTotp, confirmTotp, disableTotp, renewRecoveryCodes, totpStatus } from './totp.service.ts';

let db: Awaited<ReturnType<typeof openTestDatabase>>;
beforeAll(async () => {
  db = await openTestDatabase();
});
afterAll(() => db.close());

let lastAddress = 0;
/** Addresses that were not used before, so that tests don't throttle each other. */
const newAddress = () => `198.51.${Math.floor(++lastAddress / 250)}.${(lastAddress % 250) + 1}`;
const from = (ip: string) => systemScope({ ip, requestId: 'test' });
const wish = { session: 'cookie', userAgent: 'Browser\n1.0' } as const;
const attempt = (email: string, password: string, ip = newAddress(), code?: string) =>
  signIn(db.database, from(ip), { email, password, code, ...wish });
const rejection = (error: unknown) => (error instanceof DomainError ? error.code : String(error));

async function auditOf(operatorId: string): Promise<string[]> {
  const rows = await db.database.read(selfScope(operatorId), (tx) =>
    tx.query<{ action: string }>(
      'select action from audit_event where brand_id is null and $1 = any (subject_ids) order by seq',
      [operatorId],
    ),
  );
  return rows.map(({ action }) => action);
}

describe('with e-mail and password', () => {
  test('one gets a session whose token is stored hashed only', async () => {
    const id = await makeOperator(db.database, 'one@example.com');
    const session = valueIn(await attempt(' One@Example.com ', goodPassword, '203.0.113.9'));
    expect(session.operatorId).toBe(id);
    const rows = await db.database.read(systemScope(), (tx) =>
      tx.query('select token_hash, ip, user_agent, kind from operator_session where id = $1', [
        session.sessionId,
      ]),
    );
    expect(rows).toEqual([
      { token_hash: hashToken(session.token), ip: '203.0.113.9', user_agent: 'Browser 1.0', kind: 'cookie' },
    ]);
    expect(await auditOf(id)).toEqual(['operator.create', 'operator.sign_in']);
  });

  test('an unknown e-mail and a wrong password are answered alike', async () => {
    const id = await makeOperator(db.database, 'two@example.com');
    const wrong = await attempt('two@example.com', 'not the password');
    const unknown = await attempt('nobody@example.com', 'not the password');
    expect(unknown).toEqual(wrong);
    expect(codesOf(wrong)).toEqual(['SIGN_IN_FAILED']);
    expect(await auditOf(id)).toEqual(['operator.create', 'operator.sign_in_failed']);
  });

  test('signing in again in the same browser ends the session before', async () => {
    await makeOperator(db.database, 'three@example.com');
    const first = valueIn(await attempt('three@example.com', goodPassword));
    const second = valueIn(
      await signIn(db.database, from(newAddress()), {
        email: 'three@example.com',
        password: goodPassword,
        ...wish,
        previousToken: first.token,
      }),
    );
    const left = await db.database.read(systemScope(), (tx) =>
      tx.query('select id from operator_session where operator_id = $1', [first.operatorId]),
    );
    expect(left).toEqual([{ id: second.sessionId }]);
  });

  test.each(['\0', 'x\0@example.com', '\ud800@example.com', `${'a'.repeat(100_000)}@example.com`])(
    'nonsense is a failure like any other (%#)',
    async (email) => {
      expect(codesOf(await attempt(email, '\0\ud800'))).toEqual(['SIGN_IN_FAILED']);
    },
  );
});

describe('a guesser', () => {
  test('who tries a hundred passwords at once gets ten tries of one account from one address', async () => {
    await makeOperator(db.database, 'guessed@example.com');
    const ip = newAddress();
    const tries = await Promise.allSettled(
      Array.from({ length: 100 }, (_, n) => attempt('guessed@example.com', `guess number ${n}`, ip)),
    );
    const looked = tries.filter((one) => one.status === 'fulfilled');
    expect(looked).toHaveLength(10);
    expect(looked.map(({ value }) => codesOf(value)[0])).toEqual(Array(10).fill('SIGN_IN_FAILED'));
    const refusals = tries.filter((one) => one.status === 'rejected').map(({ reason }) => rejection(reason));
    expect(new Set(refusals)).toEqual(new Set(['RATE_LIMITED']));
    // Not even the right one helps now.
    const late = await attempt('guessed@example.com', goodPassword, ip).catch((error: unknown) => error);
    expect(late).toMatchObject({ code: 'RATE_LIMITED', params: { seconds: expect.any(Number) } });
    expect(late instanceof DomainError && Number(late.params.seconds)).toBeGreaterThan(60);
    expect(late instanceof DomainError && Number(late.params.seconds)).toBeLessThanOrEqual(180);
    // The owner, elsewhere, doesn't notice.
    expect(codesOf(await attempt('guessed@example.com', goodPassword))).toEqual([]);
  });

  test('who tries many accounts from one address gets fifty tries', async () => {
    const ip = newAddress();
    const tries = await Promise.allSettled(
      Array.from({ length: 80 }, (_, n) => attempt(`sprayed${n}@example.com`, 'one password for all', ip)),
    );
    expect(tries.filter((one) => one.status === 'fulfilled')).toHaveLength(50);
  });

  test('who tries one account from many addresses is stopped, but not the owner where they are known', async () => {
    const email = 'besieged@example.com';
    await makeOperator(db.database, email);
    const home = newAddress();
    valueIn(await attempt(email, goodPassword, home));
    const tries = await Promise.allSettled(
      Array.from({ length: 90 }, (_, n) => attempt(email, `guess number ${n}`)),
    );
    expect(tries.filter((one) => one.status === 'fulfilled')).toHaveLength(50);
    await expect(attempt(email, goodPassword)).rejects.toMatchObject({ code: 'RATE_LIMITED' });
    expect(codesOf(await attempt(email, 'mistyped', home))).toEqual(['SIGN_IN_FAILED']);
    expect(codesOf(await attempt(email, goodPassword, home))).toEqual([]);
  });

  test('success is not counted: a thousand sign-ins an hour are nobody’s business', async () => {
    await makeOperator(db.database, 'busy@example.com');
    const ip = newAddress();
    for (let n = 0; n < 25; n++) valueIn(await attempt('busy@example.com', goodPassword, ip));
  });
});

describe('with a code', () => {
  async function withTotp(email: string) {
    const id = await makeOperator(db.database, email);
    const { secret } = valueIn(await beginTotp(db.database, selfScope(id), { password: goodPassword }));
    const now = Math.floor(Date.now() / 1000);
    const code = generateSync({ secret, epoch: now - 30 });
    const recovery = valueIn(await db.database.write(selfScope(id), (tx) => confirmTotp(tx, { code })));
    return {
      id,
      secret,
      recovery,
      codeNow: () => generateSync({ secret, epoch: Math.floor(Date.now() / 1000) }),
    };
  }

  test('it is asked for after the password, and serves once however many try at once', async () => {
    const { id, codeNow } = await withTotp('totp@example.com');
    expect(codesOf(await attempt('totp@example.com', 'wrong password'))).toEqual(['SIGN_IN_FAILED']);
    expect(codesOf(await attempt('totp@example.com', goodPassword))).toEqual(['TOTP_REQUIRED']);
    expect(codesOf(await attempt('totp@example.com', goodPassword, newAddress(), '000000'))).toEqual([
      'TOTP_INVALID',
    ]);
    const code = codeNow();
    const all = await Promise.all(
      Array.from({ length: 8 }, () => attempt('totp@example.com', goodPassword, newAddress(), code)),
    );
    expect(all.filter(({ ok }) => ok)).toHaveLength(1);
    expect(new Set(all.flatMap(codesOf))).toEqual(new Set(['TOTP_INVALID']));
    const stored = await db.database.read(systemScope(), (tx) =>
      tx.query<{ totp_secret: Buffer }>(
        'select totp_secret from operator_credential where operator_id = $1',
        [id],
      ),
    );
    const sealed = stored[0]?.totp_secret ?? Buffer.alloc(0);
    expect(db.database.keyring.open(sealed, 'operator_credential.totp_secret', id)).toMatch(/^[A-Z2-7]{32}$/);
  });

  test('the secret of one’s own, put in another’s place, opens no account', async () => {
    const own = await withTotp('own@example.com');
    const victim = await withTotp('victim@example.com');
    await db.database.write(systemScope(), async (tx) => {
      await tx.query(
        `update operator_credential set totp_last_step = null,
           totp_secret = (select totp_secret from operator_credential where operator_id = $2) where operator_id = $1`,
        [victim.id, own.id],
      );
      return done(null);
    });
    const stolen = attempt('victim@example.com', goodPassword, newAddress(), own.codeNow());
    await expect(stolen).rejects.toThrow();
    const [recovery] = victim.recovery;
    expect(codesOf(await attempt('victim@example.com', goodPassword, newAddress(), recovery))).toEqual([]);
  });

  test('a recovery code stands in for it, once', async () => {
    const { id, recovery } = await withTotp('lost-phone@example.com');
    const [code = ''] = recovery;
    const all = await Promise.all(
      Array.from({ length: 6 }, () =>
        attempt('lost-phone@example.com', goodPassword, newAddress(), code.toUpperCase()),
      ),
    );
    expect(all.filter(({ ok }) => ok)).toHaveLength(1);
    expect(await totpStatus(db.database, selfScope(id))).toEqual({ on: true, codesLeft: 9 });
    const fresh = valueIn(await renewRecoveryCodes(db.database, selfScope(id), { password: goodPassword }));
    expect(await totpStatus(db.database, selfScope(id))).toEqual({ on: true, codesLeft: 10 });
    expect(codesOf(await attempt('lost-phone@example.com', goodPassword, newAddress(), recovery[1]))).toEqual(
      ['TOTP_INVALID'],
    );
    expect(codesOf(await attempt('lost-phone@example.com', goodPassword, newAddress(), fresh[1]))).toEqual(
      [],
    );
  });

  test('guessing codes with a right password ends after ten, from wherever', async () => {
    await withTotp('codes@example.com');
    const tries = await Promise.allSettled(
      Array.from({ length: 20 }, (_, n) =>
        attempt('codes@example.com', goodPassword, newAddress(), String(100_000 + n)),
      ),
    );
    expect(tries.filter((one) => one.status === 'fulfilled').length).toBeLessThanOrEqual(10);
  });

  test('it goes off with the password only', async () => {
    const { id } = await withTotp('off@example.com');
    expect(codesOf(await disableTotp(db.database, selfScope(id), { password: 'wrong password' }))).toEqual([
      'PASSWORD_WRONG',
    ]);
    expect(codesOf(await beginTotp(db.database, selfScope(id), { password: goodPassword }))).toEqual([
      'TOTP_ALREADY_ON',
    ]);
    valueIn(await disableTotp(db.database, selfScope(id), { password: goodPassword }));
    expect(codesOf(await attempt('off@example.com', goodPassword))).toEqual([]);
    expect(await auditOf(id)).toEqual([
      'operator.create',
      'operator.totp_begin',
      'operator.totp_enable',
      'operator.totp_disable',
      'operator.sign_in',
    ]);
  });

  test('it is begun with the password only, and not on before a first code was right', async () => {
    const id = await makeOperator(db.database, 'half@example.com');
    const confirm = (code: string) => db.database.write(selfScope(id), (tx) => confirmTotp(tx, { code }));
    expect(codesOf(await beginTotp(db.database, selfScope(id), { password: 'wrong password' }))).toEqual([
      'PASSWORD_WRONG',
    ]);
    expect(codesOf(await confirm('123456'))).toEqual(['TOTP_NOT_BEGUN']);
    await beginTotp(db.database, selfScope(id), { password: goodPassword });
    expect(codesOf(await confirm('abcdef'))).toEqual(['TOTP_INVALID']);
    expect(codesOf(await attempt('half@example.com', goodPassword))).toEqual([]);
  });
});
