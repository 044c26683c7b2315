import fc from 'fast-check';
import { expect, test } from 'vitest';
import { pointsOf, Wallet } from './wallet.ts';

const day = 86_400_000;
const start = Date.UTC(2026, 0, 1);

/** The simplest ledger there can be: points one by one, each with its times; what is owed is a number. */
class Model {
  points: { origin: string; from: number; until: number; seq: number }[] = [];
  owed = 0;
  seq = 0;

  available(now: number) {
    return this.points.filter(({ from }) => from <= now).length - this.owed;
  }
  pending(now: number) {
    return this.points.filter(({ from }) => from > now).length;
  }
  /** Points that can be spent, what expires first first; then the older. */
  #spendable(now: number) {
    return this.points.filter(({ from }) => from <= now).sort((a, b) => a.until - b.until || a.seq - b.seq);
  }
  #remove(gone: readonly unknown[]) {
    this.points = this.points.filter((point) => !gone.includes(point));
  }
  settle(now: number) {
    // What matures pays what is owed before it can expire.
    this.pay(now);
    this.points = this.points.filter(({ from, until }) => from > now || until > now);
  }
  pay(now: number) {
    const paying = this.#spendable(now).slice(0, this.owed);
    this.owed -= paying.length;
    this.#remove(paying);
  }
  earn(origin: string, points: number, now: number, from: number, until: number) {
    const seq = this.seq++;
    for (let n = 0; n < points; n++) this.points.push({ origin, from, until, seq });
    this.pay(now);
  }
  spend(points: number, now: number) {
    if (points > this.available(now)) return null;
    const spent = this.#spendable(now).slice(0, points);
    this.#remove(spent);
    return spent;
  }
  takeBack(origin: string, points: number, now: number, belowZero: boolean) {
    const order = (a: { until: number; seq: number }, b: { until: number; seq: number }) =>
      a.until - b.until || a.seq - b.seq;
    const own = this.points.filter((point) => point.origin === origin).sort(order);
    // Pending ones of a lot go before those of it that can be spent: a lot is one or the other.
    const gone = own.slice(0, points);
    this.#remove(gone);
    const others = this.#spendable(now).slice(0, points - gone.length);
    this.#remove(others);
    const rest = points - gone.length - others.length;
    if (belowZero) this.owed += rest;
    return belowZero ? 0 : rest;
  }
  giveBack(spent: readonly Model['points'][number][], now: number) {
    const seq = this.seq++;
    for (const point of spent) {
      const lasts = point.until > now;
      this.points.push(lasts ? point : { ...point, until: now + 30 * day, seq });
    }
    this.pay(now);
  }
}

const act = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('earn' as const),
      points: fc.integer({ min: 1, max: 40 }),
      pending: fc.integer({ min: 0, max: 9 }),
      lasts: fc.option(fc.integer({ min: 10, max: 60 })),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({ kind: fc.constant('redeem' as const), points: fc.integer({ min: 1, max: 60 }) }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('takeBack' as const),
      which: fc.nat(),
      points: fc.integer({ min: 1, max: 40 }),
      belowZero: fc.boolean(),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('giveBack' as const), which: fc.nat() }) },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('deduct' as const),
      points: fc.integer({ min: 1, max: 60 }),
      belowZero: fc.boolean(),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('forfeit' as const) }) },
  {
    weight: 4,
    arbitrary: fc.record({ kind: fc.constant('wait' as const), days: fc.integer({ min: 1, max: 20 }) }),
  },
);

test('a wallet has what the simplest ledger has, after each of any acts', () => {
  fc.assert(
    fc.property(fc.array(act, { maxLength: 60, size: 'max' }), (acts) => {
      const wallet = new Wallet('member');
      const model = new Model();
      const earned: string[] = [];
      const redeemed: {
        entryId: string;
        lots: Parameters<Wallet['giveBack']>[0];
        spent: NonNullable<ReturnType<Model['spend']>>;
      }[] = [];
      let now = start;
      let key = 0;
      for (const step of acts) {
        const header = { key: String(key++) };
        const at = new Date(now);
        if (step.kind === 'wait') {
          now += step.days * day;
          wallet.settle(new Date(now));
          model.settle(now);
        } else if (step.kind === 'earn') {
          const from = now + step.pending * day;
          const until = step.lasts === null ? Number.POSITIVE_INFINITY : now + step.lasts * day;
          const expiresAt = step.lasts === null ? null : new Date(until);
          const { id } = wallet.earn(step.points, at, { availableAt: new Date(from), expiresAt }, header);
          model.earn(id, step.points, now, from, until);
          earned.push(id);
        } else if (step.kind === 'redeem') {
          const entry = wallet.redeem(step.points, header);
          const spent = model.spend(step.points, now);
          expect(entry === null).toBe(spent === null);
          if (entry && spent) {
            const lots = entry.postings.flatMap(({ lotId, points }) => {
              const lot = wallet.lots.find(({ id }) => id === lotId);
              return lot ? [{ lot, isOwn: true, points }] : [];
            });
            redeemed.push({ entryId: entry.id, lots, spent });
          }
        } else if (step.kind === 'takeBack' && earned.length > 0) {
          const origin = earned[step.which % earned.length] ?? '';
          const entry = wallet.takeBack(step.points, origin, step.belowZero, header);
          expect(entry.shortfall).toBe(model.takeBack(origin, step.points, now, step.belowZero));
          expect(entry.shortfall - pointsOf(entry)).toBe(step.points);
        } else if (step.kind === 'giveBack' && redeemed.length > 0) {
          const [one] = redeemed.splice(step.which % redeemed.length, 1);
          if (one) {
            wallet.giveBack(one.lots, at, header, one.entryId);
            model.giveBack(one.spent, now);
          }
        } else if (step.kind === 'forfeit') {
          expect(wallet.forfeit(header) === null).toBe(model.points.length === 0);
          model.points = [];
        } else if (step.kind === 'deduct') {
          const entry = wallet.deduct(step.points, step.belowZero, header);
          const missing = Math.max(0, step.points - Math.max(0, model.available(now)));
          if (entry) {
            model.spend(step.points - missing, now);
            model.owed += missing;
          } else expect(missing).toBeGreaterThan(0);
        }
        expect([wallet.available, wallet.pending]).toEqual([model.available(now), model.pending(now)]);
        const last = wallet.entries.at(-1);
        if (last)
          expect([last.availableAfter, last.pendingAfter]).toEqual([wallet.available, wallet.pending]);
        for (const lot of wallet.lots)
          expect(lot.isDebt ? -lot.available : lot.available).toBeGreaterThanOrEqual(0);
        if (wallet.available < 0) expect(wallet.lots.every(({ available }) => available <= 0)).toBe(true);
      }
      // All that was posted, added up by lot, is what each lot holds.
      const sums = new Map<string, number>();
      for (const { lotId, from, to, points } of wallet.entries.flatMap(({ postings }) => postings)) {
        const of = (account: string) => Number(account === 'available' || account === 'pending');
        sums.set(lotId, (sums.get(lotId) ?? 0) + points * (of(to) - of(from)));
      }
      for (const { id, available, pending } of wallet.lots)
        expect(sums.get(id) ?? 0).toBe(available + pending);
    }),
    { numRuns: 500 },
  );
});

test('what moves to another wallet is what was there, debts included, and what is left of it moves back', () => {
  const lot = fc.record({ points: fc.integer({ min: 1, max: 50 }), pending: fc.boolean() });
  const filled = (id: string, lots: readonly { points: number; pending: boolean }[], debt: number) => {
    const wallet = new Wallet(id);
    const now = new Date(start);
    if (debt > 0 && lots.every(({ pending }) => pending)) wallet.deduct(debt, true, { key: `${id} debt` });
    for (const [n, { points, pending }] of lots.entries()) {
      const availableAt = pending ? null : now;
      wallet.earn(points, now, { availableAt, expiresAt: null }, { key: `${id} ${n}` });
    }
    return wallet;
  };
  fc.assert(
    fc.property(
      fc.array(lot),
      fc.nat(80),
      fc.array(lot),
      fc.nat(80),
      fc.nat(100),
      (a, debtA, b, debtB, spent) => {
        const [from, to] = [filled('a', a, debtA), filled('b', b, debtB)];
        const before = { a: [from.available, from.pending] as const, b: [to.available, to.pending] as const };
        const moved = from.moveTo(to, { key: 'move' });
        expect([from.available, from.pending]).toEqual([0, 0]);
        expect(to.available).toBe(before.a[0] + before.b[0]);
        expect(to.pending).toBe(before.a[1] + before.b[1]);
        if (!moved) return;
        expect(pointsOf(moved.out) + pointsOf(moved.into)).toBe(0);
        to.redeem(spent, { key: 'spend' });
        const total = to.available + to.pending;
        const arrived = to.made.filter(({ movedFrom }) => movedFrom !== null);
        const known = new Map(from.lots.map((one) => [one.id, one]));
        const lots = arrived.flatMap(({ id, movedFrom }) => {
          const origin = known.get(movedFrom ?? '');
          return origin ? [{ id, from: origin }] : [];
        });
        const left = arrived.reduce((sum, { available, pending }) => sum + available + pending, 0);
        to.moveBack(lots, from, { key: 'back' });
        expect(from.available + from.pending).toBe(left);
        expect(to.available + to.pending).toBe(total - left);
      },
    ),
  );
});
