import { ImportRefusal } from './import.codes.ts';
import type { ImportLimits } from './import.limits.ts';
import { readXml, unescapeCellText } from './workbook-xml.ts';

const BLOCK_BYTES = 4 * 1024 * 1024;

/**
 * The strings that the sheets of a workbook share, held as bytes in blocks: a million strings cost their bytes
 * and eight more each, and give the garbage collector nothing to walk.
 */
export class SharedStrings {
  readonly #blocks: Buffer[] = [];
  #used = BLOCK_BYTES;
  #positions = new Uint32Array(1024);
  #count = 0;
  #bytes = 0;

  constructor(private readonly limits: Pick<ImportLimits, 'sharedStringBytes' | 'cellCharacters'>) {}

  get(index: number): string | undefined {
    if (index < 0 || index >= this.#count) return undefined;
    const position = this.#positions[index * 2] ?? 0;
    const length = this.#positions[index * 2 + 1] ?? 0;
    const start = position % BLOCK_BYTES;
    return this.#blocks[Math.floor(position / BLOCK_BYTES)]?.toString('utf8', start, start + length);
  }

  /** @throws ImportRefusal `XLSX_TOO_MUCH_TEXT` */
  add(text: string): void {
    // One character more than allowed is kept, so that the cell that uses the string can be told to be too long.
    const bytes = Buffer.from(text.slice(0, this.limits.cellCharacters + 1), 'utf8');
    this.#bytes += bytes.length + 8;
    if (this.#bytes > this.limits.sharedStringBytes) {
      const limitMb = Math.floor(this.limits.sharedStringBytes / (1024 * 1024));
      throw new ImportRefusal('XLSX_TOO_MUCH_TEXT', { limitMb });
    }
    if (this.#used + bytes.length > BLOCK_BYTES) {
      this.#blocks.push(Buffer.alloc(BLOCK_BYTES));
      this.#used = 0;
    }
    this.#blocks.at(-1)?.set(bytes, this.#used);
    if (this.#count * 2 + 2 > this.#positions.length) {
      const grown = new Uint32Array(this.#positions.length * 2);
      grown.set(this.#positions);
      this.#positions = grown;
    }
    this.#positions[this.#count * 2] = (this.#blocks.length - 1) * BLOCK_BYTES + this.#used;
    this.#positions[this.#count * 2 + 1] = bytes.length;
    this.#used += bytes.length;
    this.#count++;
  }
}

/** Reads `sharedStrings.xml`; phonetic guides beside East Asian text are left out. */
export async function readSharedStrings(
  pieces: AsyncIterable<string>,
  limits: Pick<ImportLimits, 'sharedStringBytes' | 'cellCharacters'>,
): Promise<SharedStrings> {
  const strings = new SharedStrings(limits);
  let text = '';
  let inText = false;
  let inPhonetic = false;
  await readXml(pieces, {
    open: (name) => {
      if (name === 'si') text = '';
      else if (name === 't') inText = true;
      else if (name === 'rPh') inPhonetic = true;
    },
    text: (piece) => {
      if (inText && !inPhonetic && text.length <= limits.cellCharacters) text += piece;
    },
    close: (name) => {
      if (name === 'si') strings.add(unescapeCellText(text));
      else if (name === 't') inText = false;
      else if (name === 'rPh') inPhonetic = false;
    },
  });
  return strings;
}
