import fc from 'fast-check';
import { expect, onTestFinished, test, vi } from 'vitest';
import { Database } from '../src/foundation/database.ts';
import { newId, noId } from '../src/foundation/ids.ts';
import { Keyring, loadKeyring, UnknownKeyError } from '../src/foundation/keyring.ts';
import { followKeys } from '../src/foundation/keyring-watch.ts';
import { Listener } from '../src/foundation/listener.ts';
import { brandScope, operatorScope, type Scope, systemScope } from '../src/foundation/scope.ts';
import { type SealedPlace, sealedColumns } from '../src/foundation/sealed-places.ts';
import { retireKeys, rotateKeys } from '../src/job/keys.service.ts';
import { saveView } from '../src/view/view.service.ts';
import { startWorker } from '../src/worker.ts';
import { keepLog, makeBrand, makeOperator, openStory, secret, until, write } from './story.ts';

const name = 'member.real_name_sealed';
const brand = newId();
const key = (fill: number) => Buffer.alloc(32, fill);
const ring = new Keyring(
  new Map([
    [1, key(1)],
    [7, key(7)],
  ]),
  7,
  key(9),
);

test('what is sealed opens again, under the key that it names', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      const sealed = ring.seal(text, name, brand);
      expect(ring.open(sealed, name, brand)).toBe(text.toWellFormed());
      expect(ring.keyIdOf(sealed)).toBe(7);
      expect(sealed.includes(Buffer.from(text)) && text.length > 3).toBe(false);
    }),
  );
  expect(ring.seal('same', name, brand).equals(ring.seal('same', name, brand))).toBe(false);
});

test('not one bit of a sealed value can be changed', () => {
  const sealed = ring.seal('13800138000', name, brand);
  for (let bit = 0; bit < sealed.length * 8; bit++) {
    const forged = Buffer.from(sealed);
    forged.writeUInt8(forged.readUInt8(bit >> 3) ^ (1 << (bit & 7)), bit >> 3);
    expect(() => ring.open(forged, name, brand)).toThrow();
  }
  for (const cut of [0, 4, 5, 20, sealed.length - 1])
    expect(() => ring.open(sealed.subarray(0, cut), name, brand)).toThrow();
  const openWith = (keyId: number) =>
    new Keyring(new Map([[keyId, key(1)]]), keyId, key(9)).open(sealed, name, brand);
  expect(() => openWith(1)).toThrow(UnknownKeyError);
  expect(() => openWith(7)).toThrow();
});

test('what is sealed for one place and owner opens in no other', () => {
  const places: SealedPlace[] = [
    ...sealedColumns,
    'operator_credential.totp_secret',
    'mail',
    'invitation.url',
  ];
  const owners = [brand, newId(), noId];
  for (const place of places) {
    for (const owner of owners) {
      const sealed = ring.seal('13800138000', place, owner);
      for (const otherPlace of places) {
        for (const otherOwner of owners) {
          const open = () => ring.open(sealed, otherPlace, otherOwner);
          if (otherPlace === place && otherOwner === owner) expect(open()).toBe('13800138000');
          else expect(open).toThrow();
        }
      }
    }
  }
});

test('whoever meets a new key has it read anew, though others began to read before it was there', async () => {
  const begun: ((keyring: Keyring) => void)[] = [];
  const reload = () => new Promise<Keyring>((resolve) => void begun.push(resolve));
  const old = new Keyring(new Map([[1, key(1)]]), 1, key(9), reload);
  const sealed = ring.seal('Lin', name, brand);
  const earlier = old.refresh();
  await until(
    async () => begun.length,
    (length) => length === 1,
  );
  const met = [old.refreshFor(new UnknownKeyError(7)), old.refreshFor(new UnknownKeyError(7))];
  begun[0]?.(new Keyring(new Map([[1, key(1)]]), 1, key(9)));
  await earlier;
  await until(
    async () => begun.length,
    (length) => length === 2,
  );
  begun[1]?.(ring);
  await Promise.all(met);
  expect(begun).toHaveLength(2);
  expect(old.open(sealed, name, brand)).toBe('Lin');
});

test('a key that is nowhere is not read for again, for a while', async () => {
  vi.useFakeTimers({ toFake: ['Date'] });
  onTestFinished(() => void vi.useRealTimers());
  const without = (): Keyring => new Keyring(new Map([[1, key(1)]]), 1, key(9), async () => without());
  const keyring = without();
  const sealed = ring.seal('Lin', name, brand);
  expect(() => keyring.open(sealed, name, brand)).toThrow(UnknownKeyError);
  await keyring.refreshFor(new UnknownKeyError(7));
  expect(() => keyring.open(sealed, name, brand)).toThrow('there is no encryption key 7');
  vi.setSystemTime(Date.now() + 61_000);
  expect(() => keyring.open(sealed, name, brand)).toThrow(UnknownKeyError);
});

test('a lookup depends on brand, kind, namespace and value, and on nothing else', () => {
  const part = fc.stringMatching(/^["\\,[\]a1]{0,4}$/);
  const parts = fc.tuple(part, part, part, part);
  fc.assert(
    fc.property(parts, parts, (a, b) => {
      const same = a.every((text, at) => text === b[at]);
      expect(ring.lookup(...a).equals(ring.lookup(...b))).toBe(same);
      expect(ring.lookup(...a)).toHaveLength(32);
    }),
  );
});

test('a term finds every name that holds it, in its brand', () => {
  const name = fc.stringMatching(/^[王小明李anA é]{1,12}$/);
  fc.assert(
    fc.property(name, fc.nat(11), fc.integer({ min: 1, max: 12 }), (text, from, length) => {
      const han = [...text]
        .slice(from, from + length)
        .join('')
        .replace(/[anA é].*/, '');
      fc.pre(han.length > 0);
      const grams = new Set(ring.nameGrams('brand', [text]));
      expect(ring.termGrams('brand', han).every((gram) => grams.has(gram))).toBe(true);
      expect(ring.termGrams('other', han).some((gram) => grams.has(gram))).toBe(false);
    }),
  );
});

async function another(url: string, secretOfIt = secret, previous?: string): Promise<Database> {
  const database = await Database.open({ url, poolSize: 2 });
  onTestFinished(() => database.close());
  database.useKeyring(await loadKeyring(database, secretOfIt, previous));
  return database;
}

test('processes that start on an empty database at the same time agree on the keys', async () => {
  const { url } = await openStory();
  const databases = await Promise.all(Array.from({ length: 5 }, () => another(url)));
  const sealed = databases.map(({ keyring }) => keyring.seal('Lin', name, brand));
  for (const { keyring } of databases) {
    expect(sealed.map((value) => keyring.open(value, name, brand))).toEqual(sealed.map(() => 'Lin'));
    expect(keyring.lookup('b', 'phone', '', '1')).toEqual(
      databases[0]?.keyring.lookup('b', 'phone', '', '1'),
    );
  }
});

test('another secret is refused; with the previous one at hand the keys are wrapped anew and everything is found', async () => {
  const { database, url } = await openStory();
  const sealed = database.keyring.seal('Lin', name, brand);
  const lookup = database.keyring.lookup('b', 'phone', '', '1');
  const next = 'another secret of more than thirty-two characters';
  await expect(another(url, next)).rejects.toThrow('KOLONY_SECRET is not the one');
  await expect(another(url, next, 'a third secret of more than thirty-two characters')).rejects.toThrow(
    'KOLONY_SECRET_PREVIOUS',
  );
  const { keyring } = await another(url, next, secret);
  expect(keyring.open(sealed, name, brand)).toBe('Lin');
  expect(keyring.lookup('b', 'phone', '', '1')).toEqual(lookup);
  // From now on the new one is enough, and the old one isn't.
  expect((await another(url, next)).keyring.open(sealed, name, brand)).toBe('Lin');
  await expect(another(url, secret)).rejects.toThrow('KOLONY_SECRET is not the one');
});

async function makeMember(database: Database, scope: Scope, realName: string): Promise<string> {
  const id = newId();
  await write(database, scope, async (tx) => {
    await tx.query(
      'insert into member (brand_id, id, real_name_sealed, address_sealed) values ($1, $2, $3, $4)',
      [
        tx.brandId,
        id,
        tx.keyring.seal(realName, name, tx.brandId),
        realName === 'Lin' ? null : tx.keyring.seal('Shanghai', 'member.address_sealed', tx.brandId),
      ],
    );
    await tx.query(
      `insert into member_identity (brand_id, id, member_id, kind, value_sealed, lookup) values ($1, $2, $3, 'phone', $4, $5)`,
      [
        tx.brandId,
        newId(),
        id,
        tx.keyring.seal('+8613800138000', 'member_identity.value_sealed', tx.brandId),
        tx.keyring.lookup(tx.brandId, 'phone', '', id),
      ],
    );
  });
  return id;
}

test('a rotation: values move to the new key while everything goes on, and the old one is retired after the last', async () => {
  const { database, url } = await openStory();
  const brands = [await makeBrand(database), await makeBrand(database, 'Coffee House')];
  for (const { scope } of brands)
    for (const name of ['Lin', 'Wang', 'Li']) await makeMember(database, scope, name);
  const operatorId = await makeOperator(database, brands[0]?.id ?? '');
  await write(database, systemScope(), (tx) =>
    tx.query(
      `insert into operator_credential (operator_id, password_hash, totp_secret) values ($1, '', $2)`,
      [operatorId, tx.keyring.seal('TOTP', 'operator_credential.totp_secret', operatorId)],
    ),
  );
  // One's own views are nobody else's to see; the job that seals them anew must.
  const own = operatorScope(operatorId, { brandId: brands[0]?.id ?? '', role: 'owner' });
  await database.write(own, (tx) =>
    saveView(tx, { page: 'members', name: 'Mine', state: { search: 'Lin' }, shared: false }),
  );
  const elsewhere = await another(url);
  const [first] = database.keyring.keyIds;

  const { keyId, jobIds } = await rotateKeys(database, secret, 0);
  expect(database.keyring.activeKeyId).toBe(keyId);
  expect(jobIds).toHaveLength(2);
  // Another process, which has heard of nothing, still seals with the old key, and reads what the new one sealed.
  const late = await makeMember(elsewhere, brandScope(brands[0]?.id ?? ''), 'Late');
  expect(elsewhere.keyring.activeKeyId).toBe(first);
  const sealedNow = database.keyring.seal('fresh', name, brand);
  expect(
    await elsewhere.read(systemScope(), async () => elsewhere.keyring.open(sealedNow, name, brand)),
  ).toBe('fresh');
  expect(elsewhere.keyring.activeKeyId).toBe(keyId);

  expect(await retireKeys(database)).toEqual([]);
  const worker = await startWorker({ database, url, log: keepLog(), mail: { from: '' } });
  onTestFinished(() => worker.stop());
  for (const { id, scope } of brands) {
    await until(
      () => database.read(scope, ({ query }) => query<{ status: string }>('select status from job')),
      (jobs) => jobs.every(({ status }) => status === 'completed'),
    );
    const rows = await database.read(scope, ({ query }) =>
      query<{ id: string; realName: Buffer; address: Buffer | null; phone: Buffer }>(
        `select m.id, real_name_sealed as "realName", address_sealed as address, value_sealed as phone
         from member m join member_identity i on i.member_id = m.id order by m.id`,
      ),
    );
    for (const { id: memberId, realName, address, phone } of rows) {
      if (memberId === late) continue;
      expect([realName, phone, address ?? realName].map((value) => database.keyring.keyIdOf(value))).toEqual([
        keyId,
        keyId,
        keyId,
      ]);
      expect(database.keyring.open(phone, 'member_identity.value_sealed', id)).toBe('+8613800138000');
    }
    const names = rows.map(({ realName }) => database.keyring.open(realName, name, id));
    expect(names.slice(0, 3)).toEqual(['Lin', 'Wang', 'Li']);
  }
  const [totp] = await database.read(systemScope(), ({ query }) =>
    query<{ totp_secret: Buffer }>('select totp_secret from operator_credential'),
  );
  expect(database.keyring.keyIdOf(totp?.totp_secret ?? Buffer.alloc(5))).toBe(keyId);
  const [view] = await database.read(own, ({ query }) =>
    query<{ state: Buffer }>('select state_sealed as state from saved_view'),
  );
  expect(database.keyring.keyIdOf(view?.state ?? Buffer.alloc(5))).toBe(keyId);

  const retired = await until(
    () => retireKeys(database),
    (ids) => ids.length > 0,
  );
  expect(retired).toEqual([first]);
  expect(await retireKeys(database)).toEqual([]);
});

test('every table of sealed values has rows that the resealing can name', async () => {
  const { admin } = await openStory();
  // The resealing walks these columns, in tables with the key (brand_id, id).
  const { rows } = await admin.query<{ name: string; type: string; key: string[] }>(
    `select c.relname || '.' || a.attname as name, format_type(a.atttypid, null) as type,
       array(select k.attname::text from pg_index i join pg_attribute k on k.attrelid = c.oid and k.attnum = any (i.indkey)
         where i.indrelid = c.oid and i.indisprimary order by 1) as key
     from pg_attribute a join pg_class c on c.oid = a.attrelid
     where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and a.attname like '%\\_sealed' order by 1`,
  );
  expect(rows.map((row) => row.name)).toEqual([...sealedColumns].sort());
  for (const { name, type, key } of rows) {
    expect({ name, type, key }).toEqual({ name, type: 'bytea', key: ['brand_id', 'id'] });
  }
});

test('a running worker hears of a new key', async () => {
  const { database, url } = await openStory();
  const elsewhere = await another(url);
  const worker = await startWorker({ database: elsewhere, url, log: keepLog(), mail: { from: '' } });
  onTestFinished(() => worker.stop());
  const { keyId } = await rotateKeys(database, secret, 0);
  await until(
    async () => elsewhere.keyring.activeKeyId,
    (id) => id === keyId,
  );
});

test('a process that runs no jobs seals with the new key too, once another has made it', async () => {
  const { database, url } = await openStory();
  const other = await Database.open({ url, poolSize: 2 });
  other.useKeyring(await loadKeyring(other, secret));
  const listener = await Listener.open(url, keepLog());
  onTestFinished(async () => {
    await listener.close();
    await other.close();
  });
  await followKeys(other, listener, keepLog());
  const { keyId } = await rotateKeys(database, secret, 0);
  await until(
    async () => other.keyring.activeKeyId,
    (active) => active === keyId,
  );
});
