import { randomBytes } from 'node:crypto';
import { hashToken, newToken } from '../operator/token.ts';

/** How long each lives: an access token, a sign-in that isn't used, and any sign-in at most. */
export const accessMinutes = 15;
export const deviceDays = { idle: 60, most: 365 } as const;
/** For so long after a refresh, its answer is given once more to whoever asks with the token before: it may be lost. */
export const graceSeconds = 30;

const access = { prefix: 'kma_', length: 'kma_'.length + 43 };
const refreshForm = /^kmr_([\w-]{22})([\w-]{43})$/;

/** A new access token. Its form tells it from an operator's. */
export function newAccessToken(): string {
  return `${access.prefix}${newToken()}`;
}

/** Whether a token has the form of a member's access token: then no operator's can have it. */
export function isAccessToken(token: string): boolean {
  return token.length === access.length && token.startsWith(access.prefix);
}

/** The part of refresh tokens by which a device is found, for as long as it is signed in. */
export function newFamily(): string {
  return randomBytes(16).toString('base64url');
}

/** A new refresh token of a family. */
export function newRefreshToken(family: string): string {
  return `kmr_${family}${newToken()}`;
}

/** The family of a refresh token and the hashes by which both are known; undefined for what has not its form. */
export function readRefreshToken(
  token: string,
): { family: string; familyHash: Buffer; hash: Buffer } | undefined {
  const family = refreshForm.exec(token)?.[1];
  return family ? { family, familyHash: hashToken(family), hash: hashToken(token) } : undefined;
}
