/** Texts by name within a number of bytes, for a time; those that nobody has asked for the longest make room. */
export class BoundedTexts {
  readonly #texts = new Map<string, { text: string; until: number }>();
  readonly #limit: number;
  readonly #keptMs: number;
  #bytes = 0;

  constructor(limit: number, keptMs = Number.POSITIVE_INFINITY) {
    this.#limit = limit;
    this.#keptMs = keptMs;
  }

  /** Bytes that it holds, names included. */
  get bytes(): number {
    return this.#bytes;
  }

  get(name: string): string | undefined {
    const held = this.#texts.get(name);
    if (!held) return undefined;
    if (held.until <= performance.now()) {
      this.delete(name);
      return undefined;
    }
    // The order of a map is that of insertion: the first is what was asked for the longest ago.
    this.#texts.delete(name);
    this.#texts.set(name, held);
    return held.text;
  }

  set(name: string, text: string): void {
    this.delete(name);
    this.#texts.set(name, { text, until: performance.now() + this.#keptMs });
    this.#bytes += weight(name, text);
    for (const oldest of this.#texts.keys()) {
      if (this.#bytes <= this.#limit) break;
      this.delete(oldest);
    }
  }

  delete(name: string): void {
    const held = this.#texts.get(name);
    if (held && this.#texts.delete(name)) this.#bytes -= weight(name, held.text);
  }
}

/** As JavaScript holds them, two bytes a character at the most, with what an entry costs. */
function weight(name: string, text: string): number {
  return 2 * (name.length + text.length) + 100;
}
