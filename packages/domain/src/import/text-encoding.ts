import { createReadStream } from 'node:fs';
import { ImportRefusal } from './import.codes.ts';

/**
 * Encodings that a text file may have, by their names in the WHATWG standard. `gb18030` holds GBK and GB 2312. Those
 * from `big5` on are never guessed, only chosen by the operator.
 */
export const textEncodings = [
  'utf-8',
  'gb18030',
  'utf-16le',
  'utf-16be',
  'big5',
  'shift_jis',
  'euc-kr',
  'windows-1252',
] as const;
export type TextEncoding = (typeof textEncodings)[number];

const HEAD_BYTES = 65_536;
/** Above this share of undecodable characters a decoding is taken to be the wrong one. */
const TOLERATED_BROKEN = 0.01;
/** Share of GB 2312 characters that marks Chinese text; other encodings read as GB 18030 scatter wider. */
const PLAUSIBLE_CHINESE = 0.8;

/** Characters beyond ASCII that are enough to judge by. */
const SURVEYED = 500_000;

/**
 * The encoding of a text file, judged by all of it: a file may be plain ASCII for a megabyte before its first
 * Chinese name. A few broken characters (a file cut off, a name cut in the middle of a character by the shop's
 * system) don't change the answer; they are reported at their rows.
 *
 * @throws ImportRefusal `FILE_KIND_UNSUPPORTED` for binary content, `ENCODING_UNKNOWN` when none fits
 */
export async function detectEncoding(path: string, head: Buffer): Promise<TextEncoding> {
  const byMark = byteOrderMark(head) ?? wideWithoutMark(head.subarray(0, HEAD_BYTES));
  if (byMark !== null) return byMark;
  if (isBinary(head.subarray(0, HEAD_BYTES)))
    throw new ImportRefusal('FILE_KIND_UNSUPPORTED', { kind: 'binary' });
  if (await isWellFormedUtf8(path)) return 'utf-8';

  if (isReadable(await survey(path, 'utf-8'))) return 'utf-8';
  const chinese = await survey(path, 'gb18030');
  const plausible = chinese.common >= chinese.beyondAscii * PLAUSIBLE_CHINESE;
  if (plausible && isReadable(chinese)) return 'gb18030';
  throw new ImportRefusal('ENCODING_UNKNOWN');
}

/**
 * Holds an encoding that somebody has chosen against the file. Most encodings make something of any bytes, so this finds
 * only what can't be meant: characters that don't decode, and texts of one byte a character taken for two, or the reverse.
 *
 * @throws ImportRefusal `ENCODING_MISFIT`
 */
export async function checkEncoding(path: string, encoding: TextEncoding): Promise<void> {
  const seen = await survey(path, encoding);
  const wide = encoding === 'utf-16le' || encoding === 'utf-16be';
  const few = Math.max(1, seen.characters * TOLERATED_BROKEN);
  const torn = wide ? seen.lines === 0 : seen.zeros > few;
  if (torn || seen.broken > few) {
    throw new ImportRefusal('ENCODING_MISFIT', { encoding: encoding.toUpperCase() });
  }
}

function isReadable({ broken, beyondAscii }: Survey): boolean {
  return broken <= Math.max(1, beyondAscii * TOLERATED_BROKEN);
}

/** The text of a file in pieces; what can't be decoded becomes U+FFFD, and a byte order mark is dropped. */
export async function* decodeFile(path: string, encoding: TextEncoding): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding);
  for await (const bytes of fileBytes(path)) {
    const text = decoder.decode(bytes, { stream: true });
    if (text !== '') yield text;
  }
  const rest = decoder.decode();
  if (rest !== '') yield rest;
}

async function* fileBytes(path: string): AsyncGenerator<Buffer> {
  for await (const chunk of createReadStream(path, { highWaterMark: HEAD_BYTES })) {
    if (Buffer.isBuffer(chunk)) yield chunk;
  }
}

function byteOrderMark(head: Buffer): TextEncoding | null {
  if (head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf) return 'utf-8';
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le';
  if (head[0] === 0xfe && head[1] === 0xff) return 'utf-16be';
  return null;
}

/** UTF-16 without its mark shows by zero bytes that nearly all stand at even, or nearly all at odd places. */
function wideWithoutMark(head: Buffer): TextEncoding | null {
  const zeros: [even: number, odd: number] = [0, 0];
  for (let index = 0; index < head.length; index++) {
    if (head[index] === 0) zeros[index % 2 === 0 ? 0 : 1]++;
  }
  const [even, odd] = zeros;
  const many = head.length / 20;
  // A few characters end in a zero byte themselves, 一 among them.
  if (odd > many && even < odd / 10) return 'utf-16le';
  if (even > many && odd < even / 10) return 'utf-16be';
  return null;
}

function isBinary(head: Buffer): boolean {
  let controls = 0;
  for (const byte of head) {
    if (byte < 0x20 && byte !== 0x09 && byte !== 0x0a && byte !== 0x0d && byte !== 0x0c) controls++;
  }
  return controls > 8 && controls > head.length / 100;
}

async function isWellFormedUtf8(path: string): Promise<boolean> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  try {
    for await (const bytes of fileBytes(path)) decoder.decode(bytes, { stream: true });
    decoder.decode();
    return true;
  } catch (error) {
    if (error instanceof TypeError) return false;
    throw error;
  }
}

interface Survey {
  characters: number;
  /** Line ends. */
  lines: number;
  /** Characters of the value zero. */
  zeros: number;
  beyondAscii: number;
  broken: number;
  /** Characters that Chinese text is made of: those of GB 2312, its punctuation included. */
  common: number;
}

async function survey(path: string, encoding: TextEncoding): Promise<Survey> {
  const seen: Survey = { characters: 0, lines: 0, zeros: 0, beyondAscii: 0, broken: 0, common: 0 };
  for await (const text of decodeFile(path, encoding)) {
    for (const character of text) {
      seen.characters++;
      if (character < '\x80') {
        if (character === '\n' || character === '\r') seen.lines++;
        else if (character === '\0') seen.zeros++;
        continue;
      }
      seen.beyondAscii++;
      if (character === '\uFFFD') seen.broken++;
      else if (gb2312().has(character)) seen.common++;
    }
    if (seen.beyondAscii > SURVEYED) break;
  }
  return seen;
}

let gb2312Characters: ReadonlySet<string> | undefined;

/** Rows 1 to 9 (symbols) and 16 to 87 (hanzi) of GB 2312, decoded once when first asked for. */
function gb2312(): ReadonlySet<string> {
  if (gb2312Characters) return gb2312Characters;
  const decoder = new TextDecoder('gb18030');
  const characters = new Set<string>();
  for (let row = 1; row <= 87; row++) {
    if (row > 9 && row < 16) continue;
    for (let cell = 1; cell <= 94; cell++) {
      characters.add(decoder.decode(Uint8Array.of(0xa0 + row, 0xa0 + cell)));
    }
  }
  characters.delete('\uFFFD');
  gb2312Characters = characters;
  return characters;
}
