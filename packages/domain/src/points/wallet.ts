import { newId } from '../foundation/ids.ts';

/** Where points are: a member's two accounts, and those of the brand, which say where they came from and what became of them. */
export const accounts = [
  'issued',
  'pending',
  'available',
  'redeemed',
  'expired',
  'reversed',
  'moved',
] as const;
export type Account = (typeof accounts)[number];

export const entryKinds = [
  'earn',
  'mature',
  'redeem',
  'give_back',
  'take_back',
  'expire',
  'adjust',
  'move_out',
  'move_in',
] as const;
export type EntryKind = (typeof entryKinds)[number];

/** Points that came together and expire together. A debt is below zero: what its member owes. */
export interface Lot {
  id: string;
  /** The entry by which they came into being. */
  originId: string;
  /** The lot that they were before they moved to this member. */
  movedFrom: string | null;
  isDebt: boolean;
  /** When pending ones can be spent; null: when somebody says so. */
  availableAt: Date | null;
  expiresAt: Date | null;
  pending: number;
  available: number;
}

export interface Posting {
  lotId: string;
  from: Account;
  to: Account;
  points: number;
}

/** What an entry is about. */
export interface EntryHeader {
  /** Unique in the brand: what has this key is done once. */
  key: string;
  subject?: { type: string; id: string } | null;
  reason?: string | null;
  /** When it happened, if that was before it is stored. */
  at?: Date;
}

/** Something that happens to a member's points. */
export interface Entry extends EntryHeader {
  id: string;
  memberId: string;
  kind: EntryKind;
  causeId: string | null;
  postings: Posting[];
  availableAfter: number;
  pendingAfter: number;
  /** Of what was to be taken back, what the member no longer had. */
  shortfall: number;
}

/** How many points an entry gives (takes, if negative), pending ones included. */
export function pointsOf({ postings }: Entry): number {
  return postings.reduce((sum, { from, to, points }) => sum + points * (held(to) - held(from)), 0);
}

function held(account: Account): 0 | 1 {
  return account === 'pending' || account === 'available' ? 1 : 0;
}

/** How long points last at least that are given back when they would have expired meanwhile. */
const grace = 30 * 86_400_000;

/**
 * A member's points: decides what acts post, and holds what they have posted until it is stored. Always: what is spent
 * expires first; nobody has points while they owe some. No act checks whether it was done before: its caller does, by
 * the key.
 */
export class Wallet {
  readonly entries: Entry[] = [];
  /** Lots that weren't there before. */
  readonly made: Lot[] = [];
  readonly #lots: Map<string, Lot>;
  #available: number;
  #pending: number;

  /**
   * `lots`: those that the acts to come concern, and always what is owed, what is due, and what is spent first.
   * `totals`: what all lots hold, where these aren't all.
   */
  constructor(
    readonly memberId: string,
    lots: readonly Lot[] = [],
    totals?: { available: number; pending: number },
  ) {
    this.#lots = new Map(lots.map((lot) => [lot.id, { ...lot }]));
    this.#available = totals?.available ?? sum(lots, ({ available }) => available);
    this.#pending = totals?.pending ?? sum(lots, ({ pending }) => pending);
  }

  /** What can be spent; below zero, what is owed. */
  get available(): number {
    return this.#available;
  }

  get pending(): number {
    return this.#pending;
  }

  get lots(): readonly Lot[] {
    return [...this.#lots.values()];
  }

  /** How many points of these earnings have expired in what isn't stored yet. */
  expiredOf(originIds: readonly string[]): number {
    const postings = this.entries.flatMap((entry) => entry.postings);
    const isOf = (lotId: string) => originIds.includes(this.#lots.get(lotId)?.originId ?? '');
    return sum(postings, ({ lotId, to, points }) => (to === 'expired' && isOf(lotId) ? points : 0));
  }

  /** Posts what time has brought: pending points that can be spent by now, then those that have expired. */
  settle(now: Date): void {
    const due = (at: Date | null) => at !== null && at <= now;
    const matured = this.#inOrder().filter(({ pending, availableAt }) => pending > 0 && due(availableAt));
    if (matured.length > 0) this.#mature(matured, { key: `mature:${newId()}`, at: now });
    const expired = this.#inOrder().filter(
      ({ available, isDebt, expiresAt }) => available > 0 && !isDebt && due(expiresAt),
    );
    if (expired.length > 0) {
      const act = this.#begin('expire', { key: `expire:${newId()}`, at: now });
      for (const lot of expired) act.post(lot, 'available', 'expired', lot.available);
      act.end();
    }
  }

  /** Gives points: `availableAt` later than `now`, or null for as long as nobody says so, they are pending until then. */
  earn(
    points: number,
    now: Date,
    { availableAt, expiresAt }: Pick<Lot, 'availableAt' | 'expiresAt'>,
    header: EntryHeader,
    kind: 'earn' | 'adjust' = 'earn',
  ): Entry {
    const act = this.#begin(kind, header);
    const isPending = availableAt === null || availableAt > now;
    const lot = this.#make({ originId: act.entry.id, availableAt, expiresAt });
    act.post(lot, 'issued', isPending ? 'pending' : 'available', points);
    return act.end();
  }

  /** Lets the pending points of an earning be spent now. Returns null when none are pending. */
  release(originId: string, header: EntryHeader): Entry | null {
    const lots = this.#inOrder().filter((lot) => lot.originId === originId && lot.pending > 0);
    return lots.length > 0 ? this.#mature(lots, header, originId) : null;
  }

  /** Spends points. Returns null when there aren't so many. */
  redeem(points: number, header: EntryHeader): Entry | null {
    if (points > this.available) return null;
    const act = this.#begin('redeem', header);
    this.#take(act, points, 'redeemed');
    return act.end();
  }

  /**
   * Gives back what a redemption took, with the time that it would have had: at least 30 days from `now`. `taken`: its
   * postings, with their lots, which may be those of a member who was merged into this one.
   */
  giveBack(
    taken: readonly { lot: Lot; isOwn: boolean; points: number }[],
    now: Date,
    header: EntryHeader,
    causeId: string,
  ): Entry {
    const act = this.#begin('give_back', header, causeId);
    const soonest = new Date(now.getTime() + grace);
    for (const { lot, isOwn, points } of taken) {
      const lasts = lot.expiresAt === null || lot.expiresAt > now;
      const { originId, availableAt, expiresAt } = lot;
      const target =
        isOwn && lasts
          ? this.#know(lot)
          : this.#make({ originId, availableAt, expiresAt: lasts ? expiresAt : soonest }, lot.id);
      act.post(target, 'redeemed', 'available', points);
    }
    return act.end();
  }

  /**
   * Takes points of an earning back: those of them that are left, pending ones first; then others that can be spent; the
   * rest is owed if `belowZero`, and otherwise the entry's shortfall. `again`: earnings by which some of it was given again.
   */
  takeBack(
    points: number,
    originId: string,
    belowZero: boolean,
    header: EntryHeader,
    again: readonly string[] = [],
  ): Entry {
    const act = this.#begin('take_back', header, originId);
    const origins = [originId, ...again];
    let left = points;
    for (const lot of this.#inOrder().filter((one) => origins.includes(one.originId) && !one.isDebt)) {
      left -= act.post(lot, 'pending', 'reversed', Math.min(left, lot.pending));
      left -= act.post(lot, 'available', 'reversed', Math.min(left, lot.available));
    }
    const rest = this.#take(act, left, 'reversed');
    if (belowZero) this.#owe(act, rest);
    else act.entry.shortfall = rest;
    return act.end();
  }

  /** Takes points off by hand. Returns null when there aren't so many and none may be owed. */
  deduct(points: number, belowZero: boolean, header: EntryHeader): Entry | null {
    if (points > this.available && !belowZero) return null;
    const act = this.#begin('adjust', header);
    this.#owe(act, this.#take(act, points, 'reversed'));
    return act.end();
  }

  /** Lets all lapse at once, pending ones too; what is owed stays owed. Returns null when there is nothing. */
  forfeit(header: EntryHeader): Entry | null {
    const lots = this.#inOrder().filter(({ isDebt }) => !isDebt);
    if (lots.length === 0) return null;
    const act = this.#begin('expire', header);
    for (const lot of lots) {
      act.post(lot, 'pending', 'reversed', lot.pending);
      act.post(lot, 'available', 'expired', lot.available);
    }
    return act.end();
  }

  /** Hands all over to another member's wallet, debts too. Returns both entries, or null when there is nothing. */
  moveTo(other: Wallet, header: EntryHeader): { out: Entry; into: Entry } | null {
    const lots = this.#inOrder();
    if (lots.length === 0) return null;
    const out = this.#begin('move_out', { ...header, key: `${header.key}:out` });
    const into = other.#begin('move_in', { ...header, key: `${header.key}:in` }, out.entry.id);
    for (const lot of lots) {
      if (lot.isDebt) {
        const owed = -lot.available;
        out.post(lot, 'moved', 'available', owed);
        other.#owe(into, other.#take(into, owed, 'moved'), 'moved');
      } else {
        const target = other.#make(lot, lot.id);
        into.post(target, 'moved', 'pending', out.post(lot, 'pending', 'moved', lot.pending));
        into.post(target, 'moved', 'available', out.post(lot, 'available', 'moved', lot.available));
      }
    }
    return { out: out.end(), into: into.end() };
  }

  /**
   * Gives back to another wallet what came from its lots and is still there: `lots`, with where each came from. What has
   * got another time since keeps that.
   */
  moveBack(
    lots: readonly { id: string; from: Lot }[],
    other: Wallet,
    header: EntryHeader,
  ): { out: Entry; into: Entry } | null {
    const left = lots.flatMap(({ id, from }) => {
      const lot = this.#lots.get(id);
      return lot && (lot.pending > 0 || lot.available > 0) ? [{ lot, from }] : [];
    });
    if (left.length === 0) return null;
    const out = this.#begin('move_out', { ...header, key: `${header.key}:out` });
    const into = other.#begin('move_in', { ...header, key: `${header.key}:in` }, out.entry.id);
    for (const { lot, from } of left) {
      const target =
        lot.expiresAt?.getTime() === from.expiresAt?.getTime() ? other.#know(from) : other.#make(lot, lot.id);
      into.post(target, 'moved', 'pending', out.post(lot, 'pending', 'moved', lot.pending));
      into.post(target, 'moved', 'available', out.post(lot, 'available', 'moved', lot.available));
    }
    return { out: out.end(), into: into.end() };
  }

  #mature(lots: readonly Lot[], header: EntryHeader, causeId: string | null = null): Entry {
    const act = this.#begin('mature', header, causeId);
    for (const lot of lots) act.post(lot, 'pending', 'available', lot.pending);
    return act.end();
  }

  /** Takes so many from what can be spent, what expires first first; gives how many there weren't. */
  #take(act: Act, points: number, to: 'redeemed' | 'reversed' | 'moved'): number {
    let left = points;
    for (const lot of this.#inOrder()) {
      if (left <= 0) break;
      if (!lot.isDebt) left -= act.post(lot, 'available', to, Math.min(left, lot.available));
    }
    if (left > 0 && this.#available > 0) throw new Error('lots that are to be spent are not at hand');
    return left;
  }

  #owe(act: Act, points: number, to: 'reversed' | 'moved' = 'reversed'): void {
    if (points > 0) act.post(this.#debt(act.entry.id), 'available', to, points);
  }

  #debt(originId: string): Lot {
    const known = this.lots.find(({ isDebt, available }) => isDebt && available < 0);
    return known ?? this.#make({ originId, availableAt: null, expiresAt: null }, null, true);
  }

  /** Open lots, what expires first first; of the same day, the older. */
  #inOrder(): Lot[] {
    const end = (lot: Lot) => lot.expiresAt?.getTime() ?? Number.POSITIVE_INFINITY;
    return this.lots
      .filter(({ pending, available }) => pending > 0 || available !== 0)
      .sort((one, other) => {
        const [a, b] = [end(one), end(other)];
        return a === b ? (one.id < other.id ? -1 : 1) : a - b;
      });
  }

  #know(lot: Lot): Lot {
    const known = this.#lots.get(lot.id) ?? { ...lot };
    this.#lots.set(lot.id, known);
    return known;
  }

  #make(
    { originId, availableAt, expiresAt }: Pick<Lot, 'originId' | 'availableAt' | 'expiresAt'>,
    movedFrom: string | null = null,
    isDebt = false,
  ): Lot {
    const lot = {
      id: newId(),
      originId,
      movedFrom,
      isDebt,
      availableAt,
      expiresAt,
      pending: 0,
      available: 0,
    };
    this.#lots.set(lot.id, lot);
    this.made.push(lot);
    return lot;
  }

  #hold(lot: Lot, account: 'pending' | 'available', points: number): void {
    lot[account] += points;
    if (account === 'pending') this.#pending += points;
    else this.#available += points;
  }

  /** An entry in the making: posts to lots, and at its end pays what is owed from what has become available. */
  #begin(kind: EntryKind, header: EntryHeader, causeId: string | null = null): Act {
    const entry: Entry = {
      ...header,
      id: newId(),
      memberId: this.memberId,
      kind,
      causeId,
      postings: [],
      availableAfter: 0,
      pendingAfter: 0,
      shortfall: 0,
    };
    const post: Act['post'] = (lot, from, to, points) => {
      if (points <= 0) return 0;
      if (from === 'pending' || from === 'available') this.#hold(lot, from, -points);
      if (to === 'pending' || to === 'available') this.#hold(lot, to, points);
      entry.postings.push({ lotId: lot.id, from, to, points });
      return points;
    };
    const end = () => {
      const debt = this.lots.find(({ isDebt, available }) => isDebt && available < 0);
      for (const lot of debt ? this.#inOrder() : []) {
        if (!debt || lot.isDebt) continue;
        const paid = post(lot, 'available', 'moved', Math.min(lot.available, -debt.available));
        post(debt, 'moved', 'available', paid);
      }
      entry.availableAfter = this.available;
      entry.pendingAfter = this.pending;
      this.entries.push(entry);
      return entry;
    };
    return { entry, post, end };
  }
}

interface Act {
  readonly entry: Entry;
  /** Posts points, none when they are none; gives how many. */
  post(lot: Lot, from: Account, to: Account, points: number): number;
  end(): Entry;
}

function sum<T>(all: readonly T[], of: (one: T) => number): number {
  return all.reduce((total, one) => total + of(one), 0);
}
