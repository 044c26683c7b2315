import { createHmac, createSecretKey, type KeyObject, randomBytes } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import type { AuditChange } from './audit.ts';
import type { Database } from './database.ts';
import { done } from './errors.ts';
import { decrypt, encrypt, type KeyPurpose, type Secrets, unwrapKey, wrapKey } from './keyring-crypto.ts';
import { nameGrams, termGrams } from './name-grams.ts';
import { systemScope } from './scope.ts';
import type { SealedPlace } from './sealed-places.ts';

const sealVersion = 1;
const headBytes = 5;

/** A value names a key that this process doesn't know (yet): another process has rotated the keys. */
export class UnknownKeyError extends Error {
  override name = 'UnknownKeyError';
  constructor(readonly keyId: number) {
    super(`encryption key ${keyId} is not in the keyring`);
  }
}

const mostOwners = 1_000;
const mostAbsent = 1_000;
/** How long an id that no key has is not asked for again, in milliseconds. */
const absentForMs = 60_000;

/**
 * The keys of personal data. Values are sealed with AES-256-GCM under a data key whose id stands in the ciphertext,
 * each bound to its place and its owner, so that it opens nowhere else: whoever can write to the database can't have
 * it decrypted in another brand or another column. All keys are stored wrapped with a key derived from the
 * installation's secret. Lookups are keyed hashes
 * (HMAC-SHA-256), bound to a brand, so that equal values of two brands don't show as equal.
 */
export class Keyring {
  readonly #grams = new LRUCache<string, bigint>({ max: 50_000 });
  /** What the values of a place are bound to, by their owner: made once, not for each value. */
  readonly #bounds = new Map<SealedPlace, LRUCache<string, Buffer>>();
  // Key objects: of a bare buffer, Node makes one at each use, which takes longer than the use itself.
  #keys: ReadonlyMap<number, KeyObject>;
  #activeKeyId: number;
  readonly #lookupKey: KeyObject;
  readonly #reload: (() => Promise<Keyring>) | undefined;
  #refreshing: Promise<void> | undefined;
  /** Ids that values name and no key has: they were tampered with. */
  readonly #absent = new LRUCache<number, true>({
    max: mostAbsent,
    ttl: absentForMs,
    ttlResolution: 0,
    perf: Date,
  });

  /** @param reload reads the keys anew; without it the keyring stays as it is. */
  constructor(
    keys: ReadonlyMap<number, Buffer>,
    activeKeyId: number,
    lookupKey: Buffer,
    reload?: () => Promise<Keyring>,
  ) {
    this.#keys = new Map([...keys].map(([id, key]) => [id, createSecretKey(key)]));
    this.#activeKeyId = activeKeyId;
    this.#lookupKey = createSecretKey(lookupKey);
    this.#reload = reload;
  }

  /** The id of the key that `seal` uses. */
  get activeKeyId(): number {
    return this.#activeKeyId;
  }

  /** The ids of all keys that `open` knows. */
  get keyIds(): number[] {
    return [...this.#keys.keys()];
  }

  /**
   * Takes in the keys that were added, as one was met that isn't known: the next time it is known, or, for a minute, no
   * key at all.
   */
  async refreshFor({ keyId }: UnknownKeyError): Promise<void> {
    await this.refresh();
    if (!this.#keys.has(keyId)) this.#absent.set(keyId, true);
  }

  /**
   * Takes in the keys that were added before the call, and the one that is active now. Calls at the same time share one
   * reading.
   */
  async refresh(): Promise<void> {
    if (!this.#reload) return;
    // One that is under way may have looked before.
    await this.#refreshing?.catch(() => undefined);
    this.#refreshing ??= this.#reload()
      .then((fresh) => {
        this.#keys = fresh.#keys;
        this.#activeKeyId = fresh.#activeKeyId;
        for (const id of [...this.#absent.keys()]) if (this.#keys.has(id)) this.#absent.delete(id);
      })
      .finally(() => {
        this.#refreshing = undefined;
      });
    await this.#refreshing;
  }

  /**
   * Encrypts a text for a place. `owner`: the UUID of the brand, or of what alone may have it (the operator of a second
   * factor), or `noId` for the installation. Layout: version (1 byte), key id (4), nonce (12), tag (16), ciphertext.
   */
  seal(text: string, place: SealedPlace, owner: string): Buffer {
    const bound = this.#boundTo(place, owner, this.#activeKeyId);
    const sealed = encrypt(this.#key(this.#activeKeyId), Buffer.from(text, 'utf8'), bound);
    return Buffer.concat([bound.subarray(0, headBytes), sealed]);
  }

  /**
   * Decrypts what `seal` made for this place and owner. Throws when it was made for another or tampered with.
   * @throws UnknownKeyError when its key isn't known here: `refresh` and try again
   */
  open(sealed: Uint8Array, place: SealedPlace, owner: string): string {
    const bytes = Buffer.from(sealed.buffer, sealed.byteOffset, sealed.byteLength);
    if (bytes.length < headBytes || bytes[0] !== sealVersion) throw new Error('not a sealed value');
    const keyId = bytes.readUInt32BE(1);
    const key = this.#key(keyId);
    return decrypt(key, bytes.subarray(headBytes), this.#boundTo(place, owner, keyId)).toString('utf8');
  }

  /** The id of the key that a value is sealed with. */
  keyIdOf(sealed: Uint8Array): number {
    return Buffer.from(sealed.buffer, sealed.byteOffset, sealed.byteLength).readUInt32BE(1);
  }

  /** The keyed hash by which an identity is found: 32 bytes. `value` is already normalised. */
  lookup(brandId: string, kind: string, namespace: string, value: string): Buffer {
    return createHmac('sha256', this.#lookupKey)
      .update(JSON.stringify([brandId, kind, namespace, value]))
      .digest();
  }

  /** Keyed hashes of the pieces of a member's names, for the search by part of a name. */
  nameGrams(brandId: string, names: readonly (string | null | undefined)[]): bigint[] {
    return [...new Set(nameGrams(names).map((gram) => this.#gram(brandId, gram)))];
  }

  /** Keyed hashes that a member's `nameGrams` must all hold to match a search term; empty when the term has none. */
  termGrams(brandId: string, term: string): bigint[] {
    return [...new Set(termGrams(term).map((gram) => this.#gram(brandId, gram)))];
  }

  /** The head of a sealed value, its place and its owner: what is authenticated with it. Good until the next call. */
  #boundTo(place: SealedPlace, owner: string, keyId: number): Buffer {
    let owners = this.#bounds.get(place);
    if (!owners) {
      owners = new LRUCache({ max: mostOwners });
      this.#bounds.set(place, owners);
    }
    let bound = owners.get(owner);
    if (!bound) {
      bound = Buffer.concat([Buffer.alloc(headBytes, sealVersion), Buffer.from(`${place}:${owner}`)]);
      owners.set(owner, bound);
    }
    bound.writeUInt32BE(keyId, 1);
    return bound;
  }

  #gram(brandId: string, gram: string): bigint {
    const text = `${brandId}:${gram}`;
    let hash = this.#grams.get(text);
    if (hash === undefined) {
      hash = createHmac('sha256', this.#lookupKey).update(text).digest().readBigInt64BE(0);
      this.#grams.set(text, hash);
    }
    return hash;
  }

  #key(id: number): KeyObject {
    const key = this.#keys.get(id);
    if (!key)
      throw this.#absent.has(id) ? new Error(`there is no encryption key ${id}`) : new UnknownKeyError(id);
    return key;
  }
}

interface KeyRow {
  id: number;
  purpose: KeyPurpose;
  wrapped: Buffer;
  active: boolean;
}

/**
 * Unwraps the keys with the installation's secret; makes the first ones in an empty database. Keys that are still
 * wrapped with the previous secret are wrapped anew with the present one, which changes no value and no lookup: the
 * key of lookups is a stored key like the others. A secret that fits neither is refused, since everything sealed would
 * be lost to it.
 */
export async function loadKeyring(
  database: Database,
  secret: string,
  previous?: string | undefined,
): Promise<Keyring> {
  const secrets = { secret, previous };
  const rows = await rewrapped(database, secrets, await ensureKeys(database, secrets));
  return keyringOf(rows, secrets, () => loadKeyring(database, secret, previous));
}

function keyringOf(rows: KeyRow[], secrets: Secrets, reload: () => Promise<Keyring>): Keyring {
  const keys = new Map<number, Buffer>();
  let activeId: number | undefined;
  let lookupKey: Buffer | undefined;
  for (const row of rows) {
    const { key } = unwrapKey(row, secrets);
    if (row.purpose === 'lookup') lookupKey = key;
    else keys.set(row.id, key);
    if (row.purpose === 'data' && row.active) activeId = row.id;
  }
  if (activeId === undefined || !lookupKey) throw new Error('the database holds no active encryption key');
  return new Keyring(keys, activeId, lookupKey, reload);
}

/** Whether this database has keys already: then only the secret that wrapped them opens it. */
export async function hasKeys(database: Database): Promise<boolean> {
  const keys = await database.read(systemScope(), ({ query }) => query(selectKeys));
  return keys.length > 0;
}

async function ensureKeys(database: Database, { secret }: Secrets): Promise<KeyRow[]> {
  const outcome = await database.write(systemScope(), async (tx) => {
    const existing = await tx.query<KeyRow>(selectKeys);
    if (existing.length > 0) return done(existing);
    // Of two processes that start on an empty database, the second waits at the index for the first.
    const changes: AuditChange[] = [];
    for (const purpose of ['data', 'lookup'] as const) {
      const [made] = await tx.query<{ id: number }>(
        'insert into encryption_key (purpose, wrapped) values ($1, $2) on conflict (purpose) where active do nothing returning id',
        [purpose, wrapKey(secret, purpose, randomBytes(32))],
      );
      if (made) changes.push(keyChange(made.id, null, { purpose, active: true }));
    }
    if (changes.length > 0)
      tx.audit({ action: 'encryptionKey.create', subjectType: 'EncryptionKey', changes });
    return done(await tx.query<KeyRow>(selectKeys));
  });
  return outcome.ok ? outcome.value : [];
}

async function rewrapped(database: Database, secrets: Secrets, rows: KeyRow[]): Promise<KeyRow[]> {
  if (rows.every((row) => unwrapKey(row, secrets).current)) return rows;
  const outcome = await database.write(systemScope(), async (tx) => {
    const locked = await tx.query<KeyRow>(`${selectKeys} for update`);
    const stale = locked.filter((row) => !unwrapKey(row, secrets).current);
    for (const row of stale) {
      row.wrapped = wrapKey(secrets.secret, row.purpose, unwrapKey(row, secrets).key);
      await tx.query('update encryption_key set wrapped = $2 where id = $1', [row.id, row.wrapped]);
    }
    const changes = stale.map(({ id }) => keyChange(id, { secret: 'previous' }, { secret: 'present' }));
    tx.audit({ action: 'encryptionKey.rewrap', subjectType: 'EncryptionKey', changes });
    return done(locked);
  });
  return outcome.ok ? outcome.value : [];
}

const selectKeys = 'select id, purpose, wrapped, active from encryption_key order by id';

/** A change of a key, for the audit log: records there have UUIDs, so the number of the key stands at the end of one. */
export function keyChange(
  id: number,
  before: AuditChange['before'],
  after: AuditChange['after'],
): AuditChange {
  return { id: `00000000-0000-0000-0000-${String(id).padStart(12, '0')}`, before, after };
}
