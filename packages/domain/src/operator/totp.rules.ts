import { randomBytes } from 'node:crypto';
import { generateSecret, generateURI, verifySync } from 'otplib';

const issuer = 'Kolony';
const period = 30;
export const recoveryCodeCount = 10;

/** A new secret for time-based codes (RFC 6238): 160 random bits in base32, as authenticator apps take it. */
export function newTotpSecret(): string {
  return generateSecret({ length: 20 });
}

/** The address behind the QR code that authenticator apps scan. */
export function otpauthUrl(secret: string, email: string): string {
  return generateURI({ issuer, label: email, secret, period });
}

/**
 * The time step that a code is for, of the current one and its two neighbours (clocks differ); undefined when it is
 * wrong, or of a step that was used already (`lastStep`), so that an overheard code is worth nothing.
 */
export function totpStep(
  secret: string,
  code: string,
  at: Date,
  lastStep: number | null,
): number | undefined {
  if (!isTotpCode(code)) return undefined;
  const result = verifySync({
    secret,
    token: code,
    period,
    epoch: Math.floor(at.getTime() / 1000),
    epochTolerance: period,
  });
  if (!result.valid || !('timeStep' in result)) return undefined;
  return lastStep !== null && result.timeStep <= lastStep ? undefined : result.timeStep;
}

/** What was typed in, without the spaces and dashes that people put into codes. */
export function normaliseCode(code: string): string {
  return code.slice(0, 100).normalize('NFKC').replace(/[\s-]/g, '').toLowerCase();
}

export function isTotpCode(code: string): boolean {
  return /^\d{6}$/.test(code);
}

const alphabet = '23456789abcdefghjkmnpqrstuvwxyz';

/** Ten codes of 16 characters (79 random bits), each in place of one TOTP: `k7mq-x2fp-9hd4-w3zt`. */
export function newRecoveryCodes(): string[] {
  return Array.from({ length: recoveryCodeCount }, () => {
    const characters = Array.from({ length: 16 }, randomCharacter).join('');
    return characters.replace(/(.{4})(?=.)/g, '$1-');
  });
}

function randomCharacter(): string {
  // Bytes past a multiple of the alphabet's length are drawn again, so that all characters are as likely.
  for (;;) {
    const byte = randomBytes(1)[0] ?? 255;
    if (byte < alphabet.length * 8) return alphabet.charAt(byte % alphabet.length);
  }
}
