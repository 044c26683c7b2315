import { hash, randomBytes } from 'node:crypto';

/** A secret that is handed out once (session, link): 256 random bits in base64url, 43 characters. */
export function newToken(): string {
  return randomBytes(32).toString('base64url');
}

/** What is stored of it. A token has 256 random bits, so a plain hash can't be searched through. */
export function hashToken(token: string): Buffer {
  return hash('sha256', token, 'buffer');
}
