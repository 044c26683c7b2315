import { expect, test } from 'vitest';
import { createInvitation, revokeInvitation } from '../src/brand/invitation.service.ts';
import { changeRole, removeSeat } from '../src/brand/seat.service.ts';
import type { Database } from '../src/foundation/database.ts';
import type { Role } from '../src/foundation/permissions.ts';
import { operatorScope, type Scope } from '../src/foundation/scope.ts';
import { makeBrand, makeOperator, openStory, until } from './story.ts';

const publicUrl = 'https://kolony.example.com';

async function colleague(database: Database, brandId: string, role: Role) {
  const operatorId = await makeOperator(database, brandId, role);
  const scope = operatorScope(operatorId, { brandId, role });
  const [seat] = await database.read(scope, ({ query }) =>
    query<{ id: string }>('select id from brand_operator where operator_id = $1', [operatorId]),
  );
  return { scope, seatId: seat?.id ?? '' };
}

async function threeOwners() {
  const { database, admin } = await openStory();
  const { id, scope } = await makeBrand(database);
  const [owner, former, viewer] = [
    await colleague(database, id, 'owner'),
    await colleague(database, id, 'owner'),
    await colleague(database, id, 'viewer'),
  ];
  const state = () =>
    database.read(scope, async ({ query }) => ({
      owners: (await query(`select 1 from brand_operator where role = 'owner'`)).length,
      open: (await query('select 1 from invitation where revoked_at is null')).length,
    }));
  return { database, admin, owner, former, viewer, state };
}

const inviteOwner = (database: Database, scope: Scope) =>
  database.write(scope, (tx) =>
    createInvitation(tx, { email: 'friend@example.com', role: 'owner', publicUrl }),
  );

test('a request of an owner who was removed or demoted meanwhile gives and takes nothing', async () => {
  const { database, owner, former, viewer, state } = await threeOwners();
  const open = await database.write(owner.scope, (tx) =>
    createInvitation(tx, { email: 'guest@example.com', role: 'viewer', publicUrl }),
  );
  const invitationId = open.ok ? open.value.id : '';
  const acts = [
    () => inviteOwner(database, former.scope),
    () =>
      database.write(former.scope, (tx) => changeRole(tx, { id: viewer.seatId, version: 1, role: 'owner' })),
    () => database.write(former.scope, (tx) => removeSeat(tx, { id: owner.seatId })),
    () => database.write(former.scope, (tx) => revokeInvitation(tx, { id: invitationId })),
  ];
  await database.write(owner.scope, (tx) =>
    changeRole(tx, { id: former.seatId, version: 1, role: 'manager' }),
  );
  for (const act of acts) await expect(act()).rejects.toMatchObject({ code: 'FORBIDDEN' });
  await database.write(owner.scope, (tx) => removeSeat(tx, { id: former.seatId }));
  for (const act of acts) await expect(act()).rejects.toMatchObject({ code: 'FORBIDDEN' });
  expect(await state()).toEqual({ owners: 1, open: 1 });
});

test('an invitation that overlaps with the removal of its inviter does not stay open', async () => {
  const { database, admin, owner, former, state } = await threeOwners();
  let release: () => void = () => undefined;
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  const removing = database.write(owner.scope, async (tx) => {
    const outcome = await removeSeat(tx, { id: former.seatId });
    await released;
    return outcome;
  });
  await until(
    () => admin.query(`select from pg_locks where relation = 'invitation'::regclass`),
    ({ rows }) => rows.length > 0,
  );
  const inviting = inviteOwner(database, former.scope).catch((error: { code: string }) => error.code);
  // It has got as far as it gets before the removal ends: it waits, or is done.
  await Promise.race([
    inviting,
    until(
      () => admin.query('select from pg_locks where not granted'),
      ({ rows }) => rows.length > 0,
    ),
  ]);
  release();
  expect((await removing).ok).toBe(true);
  expect(await inviting).toBe('FORBIDDEN');
  expect(await state()).toEqual({ owners: 1, open: 0 });
});

test('of two owners who demote each other at once, one stays; the other’s change is forbidden', async () => {
  const { database, owner, former, state } = await threeOwners();
  const demote = (by: typeof owner, on: typeof owner) =>
    database
      .write(by.scope, (tx) => changeRole(tx, { id: on.seatId, version: 1, role: 'viewer' }))
      .then(({ ok }) => ok)
      .catch((error: { code: string }) => error.code);
  const both = await Promise.all([demote(owner, former), demote(former, owner)]);
  expect(both.map(String).sort()).toEqual(['FORBIDDEN', 'true']);
  expect((await state()).owners).toBe(1);
});

test('a manager takes no invitation of an owner back, nor by inviting the same person as another', async () => {
  const { database, owner, former, state } = await threeOwners();
  await database.write(owner.scope, (tx) =>
    changeRole(tx, { id: former.seatId, version: 1, role: 'manager' }),
  );
  const manager = {
    ...former.scope,
    ...operatorScope(former.scope.actor.id ?? '', seatIn(former, 'manager')),
  };
  const made = await inviteOwner(database, owner.scope);
  const id = made.ok ? made.value.id : '';
  const refusals = [
    await database.write(manager, (tx) => revokeInvitation(tx, { id })),
    await database.write(manager, (tx) =>
      createInvitation(tx, { email: 'friend@example.com', role: 'viewer', publicUrl }),
    ),
  ];
  expect(refusals.map((one) => (one.ok ? 'done' : one.errors.map(({ code }) => code)))).toEqual([
    ['OWNER_ONLY'],
    ['OWNER_ONLY'],
  ]);
  expect((await state()).open).toBe(1);
  const taken = await database.write(owner.scope, (tx) => revokeInvitation(tx, { id }));
  expect(taken.ok).toBe(true);
  expect((await state()).open).toBe(0);
});

function seatIn({ scope }: { scope: Scope }, role: Role) {
  return { brandId: scope.brandId ?? '', role };
}
