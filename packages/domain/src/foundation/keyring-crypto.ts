import { createCipheriv, createDecipheriv, hkdfSync, type KeyObject, randomBytes } from 'node:crypto';

const nonceBytes = 12;
const tagBytes = 16;

/** What a stored key is for: to encrypt data, or to make blind indexes. */
export type KeyPurpose = 'data' | 'lookup';

/** The secret that the keys are wrapped with, and the one before while it is being changed. */
export interface Secrets {
  secret: string;
  previous?: string | undefined;
}

/** AES-256-GCM: nonce, tag and ciphertext. `bound` is authenticated with it and not held in it. */
export function encrypt(key: Buffer | KeyObject, plain: Buffer, bound: Buffer): Buffer {
  const nonce = randomBytes(nonceBytes);
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(bound);
  const body = Buffer.concat([cipher.update(plain), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), body]);
}

/** Undoes `encrypt`; throws when the key, the text or what it is bound to is another one. */
export function decrypt(key: Buffer | KeyObject, sealed: Buffer, bound: Buffer): Buffer {
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, nonceBytes), {
    authTagLength: tagBytes,
  })
    .setAAD(bound)
    .setAuthTag(sealed.subarray(nonceBytes, nonceBytes + tagBytes));
  return Buffer.concat([decipher.update(sealed.subarray(nonceBytes + tagBytes)), decipher.final()]);
}

/** The installation's secret doesn't open the stored keys: for whoever set it to mend. */
export class SecretError extends Error {
  override name = 'SecretError';
}

/** Encrypts a stored key under the installation's secret, bound to its purpose. */
export function wrapKey(secret: string, purpose: KeyPurpose, key: Buffer): Buffer {
  return encrypt(wrappingKey(secret), key, boundTo(purpose));
}

/** Undoes `wrapKey` with the present secret or the previous one; `current` says whether it was the present one. */
export function unwrapKey(
  { purpose, wrapped }: { purpose: KeyPurpose; wrapped: Buffer },
  { secret, previous }: Secrets,
): { key: Buffer; current: boolean } {
  try {
    return { key: decrypt(wrappingKey(secret), wrapped, boundTo(purpose)), current: true };
  } catch (cause) {
    const wrong = 'KOLONY_SECRET is not the one that this database was set up with';
    if (!previous) throw new SecretError(wrong, { cause });
    try {
      return { key: decrypt(wrappingKey(previous), wrapped, boundTo(purpose)), current: false };
    } catch {
      throw new SecretError(`${wrong}, and neither is KOLONY_SECRET_PREVIOUS`, { cause });
    }
  }
}

function boundTo(purpose: KeyPurpose): Buffer {
  return Buffer.from(`kolony-${purpose}-key`);
}

function wrappingKey(secret: string): Buffer {
  return Buffer.from(hkdfSync('sha256', secret, 'kolony', 'wrapping', 32));
}
