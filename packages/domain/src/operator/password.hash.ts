import { randomBytes } from 'node:crypto';
import { availableParallelism } from 'node:os';
import { hash, type Options, verify } from '@node-rs/argon2';
import { DomainError } from '../foundation/errors.ts';
import { normalisePassword } from './password.rules.ts';

/**
 * argon2id with 19 MiB, two passes, one lane (OWASP Password Storage Cheat Sheet). These are the library's defaults,
 * and named here so that they don't change with it.
 */
const parameters: Options = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/** Hashing takes at most these many cores, and so many times 19 MiB; the rest waits, and past that is refused. */
const most = Math.max(1, Math.min(4, availableParallelism() - 1));
const mostWaiting = 200;

let running = 0;
const waiting: (() => void)[] = [];

async function inTurn<T>(work: () => Promise<T>): Promise<T> {
  if (running >= most) {
    if (waiting.length >= mostWaiting) throw new DomainError('RATE_LIMITED', { seconds: 5 });
    await new Promise<void>((resolve) => waiting.push(resolve));
  } else {
    running++;
  }
  try {
    return await work();
  } finally {
    const next = waiting.shift();
    if (next) next();
    else running--;
  }
}

/** The hash that is stored, as a PHC string. Call it before a transaction, not inside one: it takes its time. */
export function hashPassword(password: string): Promise<string> {
  return inTurn(() => hash(normalisePassword(password), parameters));
}

/** A hash that no password has: random bytes in the shape of one. */
const decoy = `$argon2id$v=19$m=19456,t=2,p=1$${unpadded(16)}$${unpadded(32)}`;

function unpadded(bytes: number): string {
  return randomBytes(bytes).toString('base64').replace(/=+$/, '');
}

/**
 * Whether the password belongs to the hash. Without a hash (nobody has this e-mail) it takes as long and is false.
 * `RATE_LIMITED` when too many wait already.
 */
export async function verifyPassword(passwordHash: string | undefined, password: string): Promise<boolean> {
  const right = await inTurn(() => verify(passwordHash ?? decoy, normalisePassword(password)));
  return right && passwordHash !== undefined;
}
