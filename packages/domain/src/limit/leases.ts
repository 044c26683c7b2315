import { randomUUID } from 'node:crypto';
import { leaseSeconds } from './bucket.service.ts';
import type { Ledger } from './ledger.ts';

/** How a caller stands: whether what was asked for was spent, and about how many points are left. */
export interface Standing {
  spent: boolean;
  available: number;
  /** Seconds after which it is worth trying again; 0 when it was spent. */
  retryAfter: number;
}

interface Lease {
  key: string;
  /** Points that may be spent here, until then. */
  left: number;
  until: number;
  /** What was spent since the ledger was told. */
  spent: number;
  /** What the bucket held besides when it was last asked, and when that was. */
  seen: number;
  seenAt: number;
  usedAt: number;
  settling: Promise<void> | undefined;
}

/** What a process holds of a full bucket, so that others find enough: one of so many portions. */
const portions = 20;
/** Held points are put back after so long without use, and not spent any more when the database may not know of them. */
const idleMs = 3_000;
const leaseMs = leaseSeconds * 1_000 - 1_000;
/** So often, at most, the ledger is asked for a caller who has spent all. */
const patienceMs = 250;

/**
 * The points that this process may spend for callers. It holds a portion of each bucket, so that an operation is counted
 * without a round trip, asks for more ahead of need, and puts back what isn't used: no number of processes together
 * lets a caller spend more than the bucket holds and what comes back.
 */
export class Leases {
  readonly #holder = randomUUID();
  readonly #leases = new Map<string, Lease>();
  readonly #ledger: Ledger;
  readonly #portion: number;
  readonly #failed: (error: unknown) => void;
  readonly #sweeping: NodeJS.Timeout;

  /** `failed` is told of what could not be settled while nobody waited for it. */
  constructor(ledger: Ledger, failed: (error: unknown) => void) {
    this.#ledger = ledger;
    this.#failed = failed;
    this.#portion = ledger.size.capacity / portions;
    this.#sweeping = setInterval(() => void this.#sweep(), 1_000);
    this.#sweeping.unref();
  }

  /** Spends points of a caller's, or says when they may be there; at once, unless the ledger has to be asked. */
  spend(key: string, points: number): Standing | Promise<Standing> {
    const lease = this.#leaseOf(key);
    const left = usable(lease);
    if (left < points) return this.#spendLater(lease, points);
    lease.left = left - points;
    lease.spent += points;
    const soon = left - points < this.#portion / 2 || lease.until - performance.now() < leaseMs / 2;
    // Ahead of need; who comes to need it asks again, and is told of a failure.
    if (soon && !lease.settling && performance.now() - lease.seenAt > patienceMs)
      this.#settle(lease, 0).catch(this.#failed);
    return this.#standing(lease, 0);
  }

  /** Gives a caller points back that turned out not to be needed. */
  refund(key: string, points: number): void {
    if (points <= 0) return;
    const lease = this.#leaseOf(key);
    // What the ledger was told of is held no more: it is credited there.
    lease.left += Math.min(points, Math.max(0, lease.spent));
    lease.spent -= points;
  }

  /** How a caller stands who spends nothing. */
  standing(key: string): Standing {
    const lease = this.#leases.get(key);
    return lease
      ? this.#standing(lease, 0)
      : { spent: true, available: this.#ledger.size.capacity, retryAfter: 0 };
  }

  /** Puts back all that is left: the process ends. */
  async close(): Promise<void> {
    clearInterval(this.#sweeping);
    const leases = [...this.#leases.values()];
    this.#leases.clear();
    await Promise.all(leases.map((lease) => lease.settling?.catch(() => undefined)));
    await Promise.all(leases.map((lease) => this.#putBack(lease)));
  }

  #leaseOf(key: string): Lease {
    let lease = this.#leases.get(key);
    if (!lease) {
      const { capacity } = this.#ledger.size;
      lease = { key, left: 0, until: 0, spent: 0, seen: capacity, seenAt: 0, usedAt: 0, settling: undefined };
      this.#leases.set(key, lease);
    }
    lease.usedAt = performance.now();
    return lease;
  }

  async #spendLater(lease: Lease, points: number): Promise<Standing> {
    for (let attempt = 1; usable(lease) < points; attempt++) {
      if (lease.settling) {
        await lease.settling;
        continue;
      }
      const asked = performance.now() - lease.seenAt < patienceMs;
      const reachable = usable(lease) + this.#estimate(lease) >= points;
      if (asked && (!reachable || attempt > 3)) return this.#standing(lease, points);
      await this.#settle(lease, points);
    }
    lease.left = usable(lease) - points;
    lease.spent += points;
    return this.#standing(lease, 0);
  }

  /** Tells the ledger what was spent, and asks to hold a portion beside what is needed. */
  #settle(lease: Lease, needed: number): Promise<void> {
    const { spent } = lease;
    const askedAt = performance.now();
    lease.settling = this.#ledger
      .settle({ key: lease.key, holder: this.#holder, spent, least: needed, wanted: needed + this.#portion })
      .then(({ held, available }) => {
        const meanwhile = lease.spent - spent;
        lease.left = Math.min(held, Math.max(0, held - meanwhile));
        lease.until = askedAt + leaseMs;
        lease.spent = meanwhile;
        lease.seen = available;
        lease.seenAt = performance.now();
      })
      .finally(() => {
        lease.settling = undefined;
      });
    return lease.settling;
  }

  /** What the bucket holds besides by now, as far as this process can know. */
  #estimate({ seen, seenAt }: Lease): number {
    const { capacity, restoreRate } = this.#ledger.size;
    if (seenAt === 0) return capacity;
    return Math.min(capacity, seen + ((performance.now() - seenAt) / 1_000) * restoreRate);
  }

  #standing(lease: Lease, needed: number): Standing {
    const { capacity, restoreRate } = this.#ledger.size;
    const available = Math.min(capacity, usable(lease) + this.#estimate(lease));
    const seconds = Math.ceil((needed - available) / restoreRate);
    return {
      spent: needed === 0,
      available: Math.floor(available),
      retryAfter: needed === 0 ? 0 : Math.max(1, seconds),
    };
  }

  async #sweep(): Promise<void> {
    const now = performance.now();
    for (const lease of this.#leases.values()) {
      if (!lease.settling && now - lease.usedAt > idleMs) await this.#release(lease, now);
    }
  }

  /** Forgets a lease once all is put back; who comes meanwhile waits for it and takes new points. */
  async #release(lease: Lease, now: number): Promise<void> {
    lease.settling = this.#putBack(lease).finally(() => {
      lease.settling = undefined;
    });
    await lease.settling;
    if (lease.usedAt <= now && !lease.settling) this.#leases.delete(lease.key);
  }

  async #putBack(lease: Lease): Promise<void> {
    const { key, left, spent } = lease;
    if (left <= 0 && spent === 0) return;
    lease.left = 0;
    lease.spent = 0;
    await this.#ledger.settle({ key, holder: this.#holder, spent, least: 0, wanted: 0 }).catch(this.#failed);
  }
}

function usable({ left, until }: Lease): number {
  return performance.now() < until ? left : 0;
}
