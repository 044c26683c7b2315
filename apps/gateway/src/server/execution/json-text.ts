const smallest = 65_536;
/** Beyond this a text is left to Node's own encoder, which is faster for long ones. */
const short = 200;
const [quote, backslash, space, comma] = [0x22, 0x5c, 0x20, 0x2c];
const empty = Buffer.from('null');
const none = Buffer.alloc(0);
/** Room for the next answer: making it anew for each would keep the garbage collector busy. */
let spare: Buffer | undefined;
const largestSpare = 1_048_576;

function takeSpare(): Buffer {
  const taken = spare ?? Buffer.allocUnsafeSlow(smallest);
  spare = undefined;
  return taken;
}

/** The bytes of a text that is written as it is. */
export function bytesOf(text: string): Uint8Array {
  return Uint8Array.from(Buffer.from(text));
}

/**
 * JSON in the making, as the bytes that are sent. Values are written one after the other, so that an answer takes no
 * tree of objects, no text of all of it, and no encoding of that: most of what a large answer costs.
 */
export class JsonText {
  #bytes = takeSpare();
  #length = 0;

  get length(): number {
    return this.#length;
  }

  /** Takes back all that was written since. */
  cut(length: number): void {
    this.#length = length;
  }

  null(): void {
    this.raw(empty);
  }

  comma(): void {
    this.#fit(1);
    this.#bytes[this.#length++] = comma;
  }

  raw(bytes: Uint8Array): void {
    const { length } = bytes;
    this.#fit(length);
    const to = this.#bytes;
    let at = this.#length;
    for (let n = 0; n < length; n++) to[at++] = bytes[n] as number;
    this.#length = at;
  }

  /** JSON that is a text already. */
  json(text: string): void {
    this.#fit(text.length * 3);
    this.#length += this.#bytes.write(text, this.#length);
  }

  /** A text as a JSON string: escaped as JSON.stringify does it. */
  string(text: string): void {
    const { length } = text;
    if (length > short) {
      this.json(JSON.stringify(text));
      return;
    }
    this.#fit(length * 3 + 2);
    const to = this.#bytes;
    let at = this.#length;
    to[at++] = quote;
    for (let n = 0; n < length; n++) {
      const code = text.charCodeAt(n);
      if (code < 0x80) {
        if (code < space || code === quote || code === backslash) {
          this.json(JSON.stringify(text));
          return;
        }
        to[at++] = code;
      } else if (code < 0x800) {
        to[at++] = 0xc0 | (code >> 6);
        to[at++] = 0x80 | (code & 0x3f);
      } else if (code >= 0xd800 && code < 0xe000) {
        this.json(JSON.stringify(text));
        return;
      } else {
        to[at++] = 0xe0 | (code >> 12);
        to[at++] = 0x80 | ((code >> 6) & 0x3f);
        to[at++] = 0x80 | (code & 0x3f);
      }
    }
    to[at++] = quote;
    this.#length = at;
  }

  /** What was written. Nothing can be written any more. */
  finish(): Buffer {
    const written = Buffer.from(this.#bytes.subarray(0, this.#length));
    if (this.#bytes.length <= largestSpare) spare = this.#bytes;
    this.#bytes = none;
    this.#length = 0;
    return written;
  }

  #fit(more: number): void {
    const needed = this.#length + more;
    if (needed <= this.#bytes.length) return;
    const larger = Buffer.allocUnsafeSlow(Math.max(needed, this.#bytes.length * 2));
    this.#bytes.copy(larger, 0, 0, this.#length);
    this.#bytes = larger;
  }
}
