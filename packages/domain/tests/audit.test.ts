import fc from 'fast-check';
import type pg from 'pg';
import { describe, expect, test } from 'vitest';
import { type ChainVerdict, sealAuditChain, verifyAuditChain } from '../src/foundation/audit.ts';
import type { Database } from '../src/foundation/database.ts';
import { done, refused, userError } from '../src/foundation/errors.ts';
import { newId } from '../src/foundation/ids.ts';
import { brandScope, type Scope, systemScope } from '../src/foundation/scope.ts';
import { makeBrand, openStory, write } from './story.ts';

const act = (database: Database, scope: Scope, action = 'tag.create') =>
  write(database, scope, async (tx) =>
    tx.audit({
      action,
      subjectType: 'Tag',
      changes: [{ id: newId(), before: { name: 'a', same: 1 }, after: { name: 'b', same: 1 } }],
    }),
  );

const verdictOf = (database: Database, scope: Scope): Promise<ChainVerdict> =>
  database.read(scope, (tx) => verifyAuditChain(tx, database.keyring));

/** A brand with a chain of five acts, and a superuser with all triggers off. */
async function chainOfFive() {
  const { database, admin } = await openStory();
  const { id, scope } = await makeBrand(database);
  for (let i = 0; i < 5; i++) await act(database, scope);
  await admin.query('set session_replication_role = replica');
  return { database, admin, id, scope };
}

test('an act holds who, what and just what changed; in the same transaction as the change', async () => {
  const { database } = await openStory();
  const { id: brandId } = await makeBrand(database);
  const operatorId = newId();
  const scope = brandScope(brandId, {
    actor: { kind: 'operator', id: operatorId },
    ip: '192.0.2.7',
    requestId: 'req-1',
  });
  await act(database, scope);
  await database.write(scope, async (tx) => {
    tx.audit({ action: 'never', subjectType: 'Tag', changes: [] });
    return refused(userError('REQUIRED', 'name'));
  });
  await expect(
    database.write(scope, async (tx) => {
      tx.audit({ action: 'never', subjectType: 'Tag', changes: [] });
      throw new Error('lost');
    }),
  ).rejects.toThrow('lost');
  const events = await database.read(scope, ({ query }) =>
    query(`select action, actor_kind, actor_id, ip, request_id, changes from audit_event`),
  );
  expect(events).toEqual([
    {
      action: 'tag.create',
      actor_kind: 'operator',
      actor_id: operatorId,
      ip: '192.0.2.7',
      request_id: 'req-1',
      changes: [{ id: expect.any(String), before: { name: 'a' }, after: { name: 'b' } }],
    },
  ]);
});

test('nobody changes, deletes or empties it: not a request, not the system, not the owner of the table', async () => {
  const { database, admin } = await openStory();
  const { id, scope } = await makeBrand(database);
  await act(database, scope);
  const client = await database.pool.connect();
  try {
    for (const role of ['kolony_app', 'kolony_system', 'none']) {
      for (const text of [
        `update audit_event set action = 'x'`,
        'delete from audit_event',
        'truncate audit_event',
      ]) {
        await client.query(`begin; set local role ${role}`);
        await client.query(`set local kolony.brand_id = '${id}'`);
        // The owner sees no row under row level security and so changes none; whoever sees one is stopped by the trigger.
        const result = await client.query(text).then(
          ({ rowCount }) => rowCount,
          (error: pg.DatabaseError) => error.code,
        );
        expect([role, text, result === 0 || result === '42501' || result === '0A000']).toEqual([
          role,
          text,
          true,
        ]);
        await client.query('rollback');
      }
    }
  } finally {
    client.release();
  }
  // A superuser sees the rows, and the triggers still refuse.
  for (const text of [
    `update audit_event set action = 'x'`,
    'delete from audit_event',
    'truncate audit_event',
  ]) {
    await expect(admin.query(text)).rejects.toThrow('append-only');
  }
  expect(await verdictOf(database, scope)).toEqual({ events: 1, intact: true, brokenAt: null });
});

describe('tampering by a superuser with triggers off shows at its place', () => {
  const columns: Record<string, string> = {
    id: 'gen_random_uuid()',
    at: `at + interval '1 microsecond'`,
    actor_kind: `'api_key'`,
    actor_id: 'gen_random_uuid()',
    action: `'tag.delete'`,
    subject_type: `'Member'`,
    subject_ids: `'{}'`,
    changes: `'[]'`,
    ip: `'198.51.100.1'`,
    request_id: `''`,
    previous_hash: `'\\x00'`,
    hash: `sha256('forged')`,
  };

  test('any column', async () => {
    const { database, admin, scope } = await chainOfFive();
    const { rows } = await admin.query<{ name: string }>(
      `select attname as name from pg_attribute where attrelid = 'audit_event'::regclass and attnum > 0 and not attisdropped`,
    );
    const tested = [...Object.keys(columns), 'seq', 'brand_id'];
    expect(rows.map(({ name }) => name).sort()).toEqual(tested.sort());
    await admin.query('create table backup as select * from audit_event');
    for (const [column, value] of Object.entries(columns)) {
      await admin.query(`update audit_event set ${column} = ${value} where seq = 3`);
      expect([column, await verdictOf(database, scope)]).toEqual([
        column,
        { events: 5, intact: false, brokenAt: 3 },
      ]);
      await admin.query('delete from audit_event; insert into audit_event select * from backup');
      expect(await verdictOf(database, scope)).toEqual({ events: 5, intact: true, brokenAt: null });
    }
  });

  test('a change with its hash made to fit: at the next event, which follows another one', async () => {
    const { database, admin, scope } = await chainOfFive();
    await admin.query(`update audit_event set action = 'tag.delete' where seq = 3`);
    await admin.query(`update audit_event e set hash = kolony.audit_hash(e) where seq = 3`);
    expect(await verdictOf(database, scope)).toMatchObject({ intact: false, brokenAt: 4 });
  });

  test('the whole rest of the chain made to fit: at its end, which the head knows', async () => {
    const { database, admin, scope } = await chainOfFive();
    await admin.query(`update audit_event set action = 'tag.delete' where seq = 3`);
    for (const seq of [3, 4, 5]) {
      await admin.query(
        `update audit_event e set previous_hash = (select hash from audit_event where seq = $1 - 1) where seq = $1`,
        [seq],
      );
      await admin.query('update audit_event e set hash = kolony.audit_hash(e) where seq = $1', [seq]);
    }
    expect(await verdictOf(database, scope)).toMatchObject({ intact: false, brokenAt: 5 });
  });

  test('an event that is removed, moved, given to another brand, or slipped in', async () => {
    for (const [text, brokenAt] of [
      ['delete from audit_event where seq = 1', 1],
      ['delete from audit_event where seq = 3', 3],
      ['update audit_event set seq = 9 where seq = 2', 2],
      [`update audit_event set brand_id = gen_random_uuid() where seq = 4`, 4],
      // The end that is cut off, and all of it.
      ['delete from audit_event where seq = 5', 5],
      ['delete from audit_event where seq > 2', 3],
      ['delete from audit_event', 1],
      // One added that the head doesn't know, with a hash that fits.
      [
        `insert into audit_event select (jsonb_populate_record(e, jsonb_build_object('id', gen_random_uuid(), 'seq', 6,
           'previous_hash', e.hash))).* from audit_event e where seq = 5`,
        6,
      ],
      // The head itself.
      ['delete from audit_head', 1],
      ['update audit_head set seq = 4', 5],
      [`update audit_head set hash = sha256('forged')`, 5],
    ] as const) {
      const { database, admin, scope } = await chainOfFive();
      await admin.query(text);
      expect([text, await verdictOf(database, scope)]).toEqual([
        text,
        expect.objectContaining({ intact: false, brokenAt }),
      ]);
    }
  });

  test('the end cut off, or the whole made to fit, and the head set to it: by the seal of the check before', async () => {
    const rehash = [3, 4, 5].flatMap((seq) => [
      `update audit_event set previous_hash = (select hash from audit_event where seq = ${seq} - 1) where seq = ${seq}`,
      `update audit_event e set hash = kolony.audit_hash(e) where seq = ${seq}`,
    ]);
    const setHead = (seq: number) =>
      `update audit_head h set seq = ${seq}, hash = (select e.hash from audit_event e where e.seq = ${seq})`;
    for (const [tampering, brokenAt] of [
      [['delete from audit_event where seq = 5', setHead(4)], 5],
      [['delete from audit_event where seq > 2', setHead(2)], 3],
      [['delete from audit_event', 'delete from audit_head'], 1],
      [[`update audit_event set action = 'tag.delete' where seq = 3`, ...rehash, setHead(5)], 5],
      // The seal itself: set to what is there now, without the key.
      [
        [
          'delete from audit_event where seq = 5',
          setHead(4),
          'update audit_seal s set seq = 4, hash = (select e.hash from audit_event e where e.seq = 4)',
        ],
        4,
      ],
    ] as const) {
      const { database, admin, scope } = await chainOfFive();
      const sealed = await write(database, scope, (tx) => sealAuditChain(tx, tx.keyring));
      expect(sealed).toMatchObject({ seq: 5, isFirst: true });
      expect(await verdictOf(database, scope)).toEqual({ events: 5, intact: true, brokenAt: null });
      await admin.query(tampering.join('; '));
      expect([tampering, await verdictOf(database, scope)]).toEqual([
        tampering,
        expect.objectContaining({ intact: false, brokenAt }),
      ]);
    }
  });

  test('all of it, its head and its seal: a brand has at least the event of its making', async () => {
    const { database, admin, scope } = await chainOfFive();
    await write(database, scope, (tx) => sealAuditChain(tx, tx.keyring));
    await admin.query('delete from audit_event; delete from audit_head; delete from audit_seal');
    expect(await verdictOf(database, scope)).toEqual({ events: 0, intact: false, brokenAt: 1 });
  });

  test('a seal stays true while the chain grows', async () => {
    const { database, admin, scope } = await chainOfFive();
    await write(database, scope, (tx) => sealAuditChain(tx, tx.keyring));
    await admin.query('set session_replication_role = origin');
    await act(database, scope);
    expect(await verdictOf(database, scope)).toEqual({ events: 6, intact: true, brokenAt: null });
    expect(await write(database, scope, (tx) => sealAuditChain(tx, tx.keyring))).toMatchObject({
      seq: 6,
      isFirst: false,
    });
    expect(await verdictOf(database, scope)).toEqual({ events: 6, intact: true, brokenAt: null });
  });

  test("another brand's chain is untouched by it", async () => {
    const { database, admin, id, scope } = await chainOfFive();
    await admin.query('set session_replication_role = origin');
    const other = await makeBrand(database, 'Coffee House');
    await act(database, other.scope);
    await admin.query('set session_replication_role = replica');
    await admin.query('delete from audit_event where seq = 2 and brand_id = $1', [id]);
    expect(await verdictOf(database, other.scope)).toEqual({ events: 1, intact: true, brokenAt: null });
    expect(await verdictOf(database, scope)).toMatchObject({ intact: false, brokenAt: 2 });
  });
});

test('40 writers at the same time leave one unbroken chain, bulk acts included', async () => {
  const { database } = await openStory();
  const { scope } = await makeBrand(database);
  await Promise.all(
    Array.from({ length: 40 }, (_, n) =>
      database.write(scope, async (tx) => {
        const changes = Array.from({ length: n % 2 ? 1 : 500 }, () => ({
          id: newId(),
          before: null,
          after: { n },
        }));
        tx.audit({ action: 'member.import', subjectType: 'Member', changes });
        tx.audit({ action: 'member.count', subjectType: 'Brand', changes: [] });
        return done(undefined);
      }),
    ),
  );
  expect(await verdictOf(database, scope)).toEqual({ events: 80, intact: true, brokenAt: null });
  const [numbers] = await database.read(scope, ({ query }) =>
    query<{ first: number; last: number }>(
      'select min(seq)::int as first, max(seq)::int as last from audit_event',
    ),
  );
  expect(numbers).toEqual({ first: 1, last: 80 });
});

test('the installation has a chain of its own, that brands do not see and the system can check', async () => {
  const { database, admin } = await openStory();
  const { scope } = await makeBrand(database);
  for (let i = 0; i < 3; i++) await act(database, systemScope(), 'operator.sign_in');
  const { rows } = await admin.query(
    'select action, jsonb_array_length(changes) as count from audit_event order by seq limit 2',
  );
  expect(rows).toMatchObject([{ action: 'encryptionKey.create', count: 2 }, { action: 'operator.sign_in' }]);
  expect(await verdictOf(database, systemScope())).toEqual({ events: 4, intact: true, brokenAt: null });
  expect(await database.read(scope, ({ query }) => query('select 1 from audit_event'))).toEqual([]);
  await admin.query('set session_replication_role = replica');
  await admin.query('delete from audit_event where seq = 4');
  expect(await verdictOf(database, systemScope())).toEqual({ events: 3, intact: false, brokenAt: 4 });
});

test('two different events never have the same text to be hashed', async () => {
  const { admin } = await openStory();
  const hashOf = async (action: string, subject: string, request: string | null) => {
    const { rows } = await admin.query<{ hash: Buffer }>(
      `select kolony.audit_hash(jsonb_populate_record(null::audit_event, $1)) as hash`,
      [
        JSON.stringify({
          action,
          subject_type: subject,
          request_id: request,
          previous_hash: '\\x',
          at: '2026-01-01T00:00:00Z',
          changes: [],
          subject_ids: [],
        }),
      ],
    );
    return rows[0]?.hash.toString('hex');
  };
  const text = fc.stringMatching(/^["\\,[\] ab]{0,6}$/);
  await fc.assert(
    fc.asyncProperty(text, text, fc.option(text), text, text, fc.option(text), async (a, b, c, d, e, f) => {
      const same = a === d && b === e && c === f;
      expect((await hashOf(a, b, c)) === (await hashOf(d, e, f))).toBe(same);
    }),
    { numRuns: 60 },
  );
});
