/** Counts what callers hold open in this process, and lets each hold so many. */
export class Places {
  readonly #held = new Map<string, number>();

  constructor(readonly most: number) {}

  /** Takes a place; returns what gives it back, once. Undefined when the caller holds as many as there may be. */
  take(who: string): (() => void) | undefined {
    const held = this.#held.get(who) ?? 0;
    if (held >= this.most) return undefined;
    this.#held.set(who, held + 1);
    let given = false;
    return () => {
      if (given) return;
      given = true;
      const left = (this.#held.get(who) ?? 1) - 1;
      if (left > 0) this.#held.set(who, left);
      else this.#held.delete(who);
    };
  }
}
