import { hash } from 'node:crypto';

/** A counter for 2 million texts in 64 MB at most: a Map of strings would take several times as much. */
export class OccurrenceCounter {
  /** Three numbers an entry: two of the text's digest, and how often it came. */
  #table = new Uint32Array(3 * 1024);
  #entries = 0;

  /**
   * Counts a text and says how often it has come, this time included. Texts are told apart by 64 bits of their
   * SHA-256; among 2 million, two that differ are taken for one with a chance of one in ten million.
   */
  add(text: string): number {
    if (this.#entries * 3 > this.#table.length / 2) this.#grow();
    const at = this.#find(text);
    if (this.#table[at + 2] === 0) this.#entries++;
    const count = (this.#table[at + 2] ?? 0) + 1;
    this.#table[at + 2] = count;
    return count;
  }

  count(text: string): number {
    return this.#table[this.#find(text) + 2] ?? 0;
  }

  #find(text: string): number {
    const digest = hash('sha256', text, 'buffer');
    const high = digest.readUInt32LE(0);
    const low = digest.readUInt32LE(4);
    const at = slotOf(this.#table, high, low);
    this.#table[at] = high;
    this.#table[at + 1] = low;
    return at;
  }

  #grow(): void {
    const grown = new Uint32Array(this.#table.length * 2);
    for (let from = 0; from < this.#table.length; from += 3) {
      if (this.#table[from + 2] === 0) continue;
      const at = slotOf(grown, this.#table[from] ?? 0, this.#table[from + 1] ?? 0);
      grown.set(this.#table.subarray(from, from + 3), at);
    }
    this.#table = grown;
  }
}

/** The entry of a digest, or the free one where it belongs. */
function slotOf(table: Uint32Array, high: number, low: number): number {
  const slots = table.length / 3;
  let slot = low % slots;
  for (;;) {
    const at = slot * 3;
    if (table[at + 2] === 0 || (table[at] === high && table[at + 1] === low)) return at;
    slot = (slot + 1) % slots;
  }
}
