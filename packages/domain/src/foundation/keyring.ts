import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import type { Database } from './database.ts';
import { done } from './errors.ts';
import { nameGrams, termGrams } from './name-grams.ts';
import { systemScope } from './scope.ts';

const sealVersion = 1;
const nonceBytes = 12;
const tagBytes = 16;

/**
 * The keys of personal data. Values are sealed with AES-256-GCM under a data key whose id stands in the ciphertext;
 * data keys are stored wrapped with a key derived (HKDF-SHA-256) from the installation's secret. Lookups are keyed
 * hashes (HMAC-SHA-256), bound to a brand, so that equal values of two brands don't show as equal.
 */
export class Keyring {
  readonly #grams = new LRUCache<string, bigint>({ max: 50_000 });

  constructor(
    private readonly keys: ReadonlyMap<number, Buffer>,
    readonly activeKeyId: number,
    private readonly lookupKey: Buffer,
  ) {}

  /** Encrypts a text. Layout: version (1 byte), key id (4), nonce (12), tag (16), ciphertext. */
  seal(text: string): Buffer {
    const head = Buffer.alloc(5);
    head.writeUInt8(sealVersion, 0);
    head.writeUInt32BE(this.activeKeyId, 1);
    return Buffer.concat([head, encrypt(this.#key(this.activeKeyId), Buffer.from(text, 'utf8'), head)]);
  }

  /** Decrypts what `seal` made. Throws when it was tampered with or its key is gone. */
  open(sealed: Uint8Array): string {
    const bytes = Buffer.from(sealed.buffer, sealed.byteOffset, sealed.byteLength);
    const head = bytes.subarray(0, 5);
    if (head.length < 5 || head[0] !== sealVersion) throw new Error('not a sealed value');
    return decrypt(this.#key(head.readUInt32BE(1)), bytes.subarray(5), head).toString('utf8');
  }

  /** The id of the key that a value is sealed with. */
  keyIdOf(sealed: Uint8Array): number {
    return Buffer.from(sealed.buffer, sealed.byteOffset, sealed.byteLength).readUInt32BE(1);
  }

  /** The keyed hash by which an identity is found: 32 bytes. `value` is already normalised. */
  lookup(brandId: string, kind: string, namespace: string, value: string): Buffer {
    return createHmac('sha256', this.lookupKey).update(JSON.stringify([brandId, kind, namespace, value])).digest();
  }

  /** Keyed hashes of the pieces of a member's names, for the search by part of a name. */
  nameGrams(brandId: string, names: readonly (string | null | undefined)[]): bigint[] {
    return [...new Set(nameGrams(names).map((gram) => this.#gram(brandId, gram)))];
  }

  /** Keyed hashes that a member's `nameGrams` must all hold to match a search term; empty when the term has none. */
  termGrams(brandId: string, term: string): bigint[] {
    return [...new Set(termGrams(term).map((gram) => this.#gram(brandId, gram)))];
  }

  #gram(brandId: string, gram: string): bigint {
    const text = `${brandId}:${gram}`;
    let hash = this.#grams.get(text);
    if (hash === undefined) {
      hash = createHmac('sha256', this.lookupKey).update(text).digest().readBigInt64BE(0);
      this.#grams.set(text, hash);
    }
    return hash;
  }

  #key(id: number): Buffer {
    const key = this.keys.get(id);
    if (!key) throw new Error(`encryption key ${id} is not in the keyring`);
    return key;
  }
}

/**
 * Unwraps the data keys with the installation's secret; makes the first one in an empty database. A secret that fits
 * none of them is refused, since everything sealed would be lost to it.
 */
export async function loadKeyring(database: Database, secret: string): Promise<Keyring> {
  const wrapping = derive(secret, 'wrapping');
  const rows = await ensureKey(database, wrapping);
  const keys = new Map<number, Buffer>();
  let activeId: number | undefined;
  for (const row of rows) {
    try {
      keys.set(row.id, decrypt(wrapping, row.wrapped, Buffer.from('kolony-data-key')));
    } catch (cause) {
      throw new Error('KOLONY_SECRET is not the one that this database was set up with', { cause });
    }
    if (row.active) activeId = row.id;
  }
  if (activeId === undefined) throw new Error('no encryption key is active');
  return new Keyring(keys, activeId, derive(secret, 'lookup'));
}

interface KeyRow {
  id: number;
  wrapped: Buffer;
  active: boolean;
}

async function ensureKey(database: Database, wrapping: Buffer): Promise<KeyRow[]> {
  const outcome = await database.write(systemScope(), async (tx) => {
    const existing = await tx.query<KeyRow>(selectKeys);
    if (existing.length > 0) return done(existing);
    const wrapped = encrypt(wrapping, randomBytes(32), Buffer.from('kolony-data-key'));
    await tx.query('insert into encryption_key (wrapped) values ($1) on conflict do nothing', [wrapped]);
    return done(await tx.query<KeyRow>(selectKeys));
  });
  return outcome.ok ? outcome.value : [];
}

const selectKeys = 'select id, wrapped, active from encryption_key order by id';

function derive(secret: string, purpose: string): Buffer {
  return Buffer.from(hkdfSync('sha256', secret, 'kolony', purpose, 32));
}

function encrypt(key: Buffer, plain: Buffer, bound: Buffer): Buffer {
  const nonce = randomBytes(nonceBytes);
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(bound);
  const body = Buffer.concat([cipher.update(plain), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), body]);
}

function decrypt(key: Buffer, sealed: Buffer, bound: Buffer): Buffer {
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, nonceBytes))
    .setAAD(bound)
    .setAuthTag(sealed.subarray(nonceBytes, nonceBytes + tagBytes));
  return Buffer.concat([decipher.update(sealed.subarray(nonceBytes + tagBytes)), decipher.final()]);
}
