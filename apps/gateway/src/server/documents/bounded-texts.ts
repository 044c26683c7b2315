/** Texts by name within a number of bytes; those that nobody has asked for the longest make room. */
export class BoundedTexts {
  readonly #texts = new Map<string, string>();
  readonly #limit: number;
  #bytes = 0;

  constructor(limit: number) {
    this.#limit = limit;
  }

  /** Bytes that it holds, names included. */
  get bytes(): number {
    return this.#bytes;
  }

  get(name: string): string | undefined {
    const text = this.#texts.get(name);
    if (text === undefined) return undefined;
    // The order of a map is that of insertion: the first is what was asked for the longest ago.
    this.#texts.delete(name);
    this.#texts.set(name, text);
    return text;
  }

  set(name: string, text: string): void {
    this.delete(name);
    this.#texts.set(name, text);
    this.#bytes += weight(name, text);
    for (const oldest of this.#texts.keys()) {
      if (this.#bytes <= this.#limit) break;
      this.delete(oldest);
    }
  }

  delete(name: string): void {
    const text = this.#texts.get(name);
    if (text !== undefined && this.#texts.delete(name)) this.#bytes -= weight(name, text);
  }
}

/** As JavaScript holds them, two bytes a character at the most, with what an entry costs. */
function weight(name: string, text: string): number {
  return 2 * (name.length + text.length) + 100;
}
