import { afterAll, describe, expect, test } from 'vitest';
import { verifyAuditChain } from '../foundation/audit.ts';
import { done, type Outcome } from '../foundation/errors.ts';
import { newId } from '../foundation/ids.ts';
import { openMail } from '../foundation/mail.ts';
import { brandScope, systemScope } from '../foundation/scope.ts';
import { codesOf, goodPassword, valueIn } from '../operator/operator.test-kit.ts';
import { signIn } from '../operator/sign-in.service.ts';
import { openBrandKit } from './brand.test-kit.ts';
import { callerOf } from './caller.service.ts';
import {
  type CreatedInvitation,
  createInvitation,
  invitationUrl,
  revokeInvitation,
} from './invitation.service.ts';
import { acceptInvitation, previewInvitation } from './invitation-accept.service.ts';
import { changeRole, removeSeat } from './seat.service.ts';

const { db, write, inBrand, newBrand, colleague, rolesIn, actionsIn } = await openBrandKit();
afterAll(() => db.close());

describe('roles', () => {
  test('owners are appointed, changed and removed by owners alone', async () => {
    const brandId = await newBrand();
    const owner = await colleague(brandId, 'owner');
    const manager = await colleague(brandId, 'manager');
    const viewer = await colleague(brandId, 'viewer');
    const change = (by: typeof owner, id: string, version: number, role: string) =>
      write(by.scope, (tx) => changeRole(tx, { id, version, role }));
    expect(codesOf(await change(manager, viewer.seatId, 1, 'owner'))).toEqual(['OWNER_ONLY']);
    expect(codesOf(await change(manager, owner.seatId, 1, 'viewer'))).toEqual(['OWNER_ONLY']);
    expect(codesOf(await write(manager.scope, (tx) => removeSeat(tx, { id: owner.seatId })))).toEqual([
      'OWNER_ONLY',
    ]);
    expect(codesOf(await change(manager, viewer.seatId, 1, 'king'))).toEqual(['INVALID_VALUE']);
    valueIn(await change(manager, viewer.seatId, 1, 'analyst'));
    expect(codesOf(await change(manager, viewer.seatId, 1, 'finance'))).toEqual(['VERSION_OUTDATED']);
    valueIn(await change(owner, manager.seatId, 1, 'owner'));
    expect(await rolesIn(brandId)).toEqual(['analyst', 'owner', 'owner']);
    const verdict = await db.database.read(brandScope(brandId), (tx) =>
      verifyAuditChain(tx, db.database.keyring),
    );
    expect(verdict.intact).toBe(true);
  });

  test('the last owner stays; anyone else may leave', async () => {
    const brandId = await newBrand();
    const owner = await colleague(brandId, 'owner');
    const viewer = await colleague(brandId, 'viewer');
    expect(codesOf(await write(owner.scope, (tx) => removeSeat(tx, { id: owner.seatId })))).toEqual([
      'LAST_OWNER',
    ]);
    expect(
      codesOf(
        await write(owner.scope, (tx) => changeRole(tx, { id: owner.seatId, version: 1, role: 'manager' })),
      ),
    ).toEqual(['LAST_OWNER']);
    await expect(write(viewer.scope, (tx) => removeSeat(tx, { id: owner.seatId }))).rejects.toMatchObject({
      code: 'FORBIDDEN',
    });
    valueIn(await write(viewer.scope, (tx) => removeSeat(tx, { id: viewer.seatId })));
    expect(await rolesIn(brandId)).toEqual(['owner']);
    const names = await db.database.read(owner.scope, (tx) =>
      tx.query('select name from operator where id = $1', [viewer.operatorId]),
    );
    expect(names).toEqual([{ name: '林晓' }]);
  });

  test('of owners who step down and leave at once, one is left', async () => {
    for (let round = 0; round < 10; round++) {
      const brandId = await newBrand();
      const a = await colleague(brandId, 'owner');
      const b = await colleague(brandId, 'owner');
      const act = ({ scope, seatId }: typeof a) =>
        round % 2 === 0
          ? write(scope, (tx) => changeRole(tx, { id: seatId, version: 1, role: 'viewer' }))
          : write(scope, (tx) => removeSeat(tx, { id: seatId }));
      const both = await Promise.all([act(a), act(b)]);
      expect(both.flatMap(codesOf)).toEqual(['LAST_OWNER']);
      expect((await rolesIn(brandId)).filter((role) => role === 'owner')).toHaveLength(1);
    }
  });

  test('another brand’s seat is as unknown as none', async () => {
    const here = await colleague(await newBrand(), 'owner');
    const there = await colleague(await newBrand(), 'viewer');
    for (const id of [there.seatId, newId()]) {
      await expect(
        write(here.scope, (tx) => changeRole(tx, { id, version: 1, role: 'finance' })),
      ).rejects.toMatchObject({
        code: 'NOT_FOUND',
      });
      await expect(write(here.scope, (tx) => removeSeat(tx, { id }))).rejects.toMatchObject({
        code: 'NOT_FOUND',
      });
      await expect(write(here.scope, (tx) => revokeInvitation(tx, { id }))).rejects.toMatchObject({
        code: 'NOT_FOUND',
      });
    }
  });
});

describe('an invitation', () => {
  const publicUrl = 'https://kolony.example.com';
  const wish = { session: 'cookie', userAgent: null } as const;
  const invite = (by: Awaited<ReturnType<typeof colleague>>, email: string, role: string) =>
    write(by.scope, (tx) => createInvitation(tx, { email, role, publicUrl }));
  const openUrl = (created: CreatedInvitation) => invitationUrl(db.database.keyring, created);
  const urlOf = (outcome: Outcome<CreatedInvitation>) => openUrl(valueIn(outcome));
  const tokenIn = (url: string) => new URL(url).searchParams.get('token') ?? '';
  const accept = (token: string, over: { name?: string; password?: string; code?: string } = {}) =>
    acceptInvitation(db.database, systemScope({ locale: 'en' }), {
      token,
      password: goodPassword,
      ...wish,
      ...over,
    });

  test('makes a new operator of who accepts it, once', async () => {
    const brandId = await newBrand();
    const owner = await colleague(brandId, 'owner');
    const url = urlOf(await invite(owner, ' New.Person@Example.com', 'marketer'));
    const token = tokenIn(url);
    const messages = await db.database.read(brandScope(brandId), (tx) =>
      tx.query<{ payload: { input: { sealed: string } } }>('select payload from outbox_message'),
    );
    expect(
      messages.map(({ payload }) => openMail(db.database.keyring, payload.input.sealed, { brandId })),
    ).toMatchObject([
      {
        to: 'new.person@example.com',
        template: 'invitation',
        values: { brandName: '晨露茶饮', inviterName: '林晓', url },
      },
    ]);
    expect(await previewInvitation(db.database, systemScope(), token)).toMatchObject({
      brandName: '晨露茶饮',
      email: 'new.person@example.com',
      role: 'marketer',
      operatorExists: false,
    });
    expect(codesOf(await accept(token, { password: 'password12' }))).toEqual([
      'REQUIRED',
      'PASSWORD_TOO_COMMON',
    ]);
    const all = await Promise.allSettled(['a', 'b', 'c'].map((name) => accept(token, { name })));
    const won = all.flatMap((one) => (one.status === 'fulfilled' && one.value.ok ? [one.value.value] : []));
    expect(won).toHaveLength(1);
    expect(await rolesIn(brandId)).toEqual(['marketer', 'owner']);
    const caller = await callerOf(db.database, systemScope(), won[0]?.token ?? '', brandId);
    expect(caller?.scope).toMatchObject({ role: 'marketer', brandId });
    expect(codesOf(await accept(token, { name: 'late' }))).toEqual(['LINK_INVALID']);
    expect(await previewInvitation(db.database, systemScope(), token)).toBeUndefined();
    expect((await actionsIn(brandId)).slice(2)).toEqual([
      'invitation.create',
      'invitation.accept',
      'brand_operator.create',
    ]);
    valueIn(
      await signIn(db.database, systemScope(), {
        email: 'new.person@example.com',
        password: goodPassword,
        ...wish,
      }),
    );
  });

  test('asks who has an account for their password', async () => {
    const [one, two] = [await newBrand(), await newBrand()];
    const owner = await colleague(two, 'owner');
    const { email, operatorId } = await colleague(one, 'viewer');
    const token = tokenIn(urlOf(await invite(owner, email, 'manager')));
    expect(codesOf(await accept(token, { name: 'x', password: 'another Password 77' }))).toEqual([
      'SIGN_IN_FAILED',
    ]);
    const { token: session } = valueIn(await accept(token));
    const caller = await callerOf(db.database, systemScope(), session, two);
    expect(caller?.scope).toMatchObject({ actor: { id: operatorId }, role: 'manager' });
    expect((await callerOf(db.database, systemScope(), session, undefined))?.scope.brandId).toBe(one);
    expect(codesOf(await invite(owner, email, 'viewer'))).toEqual(['ALREADY_IN_BRAND']);
  });

  test('is open once an e-mail, runs out after seven days, and is revoked', async () => {
    const brandId = await newBrand();
    const owner = await colleague(brandId, 'owner');
    const both = await Promise.all([
      invite(owner, 'guest@example.com', 'viewer'),
      invite(owner, 'guest@example.com', 'finance'),
    ]);
    const open = await inBrand<{ id: string }>(brandId, 'select id from invitation where revoked_at is null');
    expect(both.every(({ ok }) => ok)).toBe(true);
    expect(open).toHaveLength(1);
    const again = valueIn(await invite(owner, 'guest@example.com', 'analyst'));
    await write(brandScope(brandId), async (tx) => {
      await tx.query(`update invitation set expires_at = expires_at - interval '7 days' where id = $1`, [
        again.id,
      ]);
      return done(null);
    });
    expect(codesOf(await accept(tokenIn(openUrl(again)), { name: 'x' }))).toEqual(['LINK_INVALID']);
    const fresh = valueIn(await invite(owner, 'guest@example.com', 'analyst'));
    valueIn(await write(owner.scope, (tx) => revokeInvitation(tx, { id: fresh.id })));
    expect(codesOf(await accept(tokenIn(openUrl(fresh)), { name: 'x' }))).toEqual(['LINK_INVALID']);
  });

  test('of an owner comes from an owner; what a manager invited ends with their role', async () => {
    const brandId = await newBrand();
    const owner = await colleague(brandId, 'owner');
    const manager = await colleague(brandId, 'manager');
    expect(codesOf(await invite(manager, 'boss@example.com', 'owner'))).toEqual(['OWNER_ONLY']);
    expect(codesOf(await invite(manager, 'boss', 'king'))).toEqual(['EMAIL_INVALID', 'INVALID_VALUE']);
    const [open, expired] = [
      valueIn(await invite(owner, 'boss@example.com', 'owner')),
      valueIn(await invite(owner, 'gone@example.com', 'owner')),
    ];
    valueIn(await invite(owner, 'former@example.com', 'owner'));
    expect(codesOf(await invite(manager, 'boss@example.com', 'viewer'))).toEqual(['OWNER_ONLY']);
    const revoke = (id: string) => write(manager.scope, (tx) => revokeInvitation(tx, { id }));
    expect(codesOf(await revoke(open.id))).toEqual(['OWNER_ONLY']);
    await write(brandScope(brandId), async (tx) => {
      await tx.query(`update invitation set expires_at = now() - interval '1 second' where id <> $1`, [
        open.id,
      ]);
      return done(null);
    });
    expect(codesOf(await invite(manager, 'former@example.com', 'viewer'))).toEqual([]);
    expect(codesOf(await revoke(expired.id))).toEqual([]);
    const url = urlOf(await invite(manager, 'friend@example.com', 'manager'));
    valueIn(await write(owner.scope, (tx) => removeSeat(tx, { id: manager.seatId })));
    expect(codesOf(await accept(tokenIn(url), { name: 'x' }))).toEqual(['LINK_INVALID']);
  });
});
