import { createReadStream } from 'node:fs';
import { ImportRefusal } from './import.codes.ts';

/** Encodings that a text file may have; the last two are never guessed, only chosen by the operator. */
export type TextEncoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'gb18030' | 'big5' | 'windows-1252';

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

  const utf8 = await survey(path, 'utf-8');
  if (utf8.broken <= Math.max(1, utf8.beyondAscii * TOLERATED_BROKEN)) return 'utf-8';
  const chinese = await survey(path, 'gb18030');
  const plausible = chinese.common >= chinese.beyondAscii * PLAUSIBLE_CHINESE;
  if (plausible && chinese.broken <= Math.max(1, chinese.beyondAscii * TOLERATED_BROKEN)) return 'gb18030';
  throw new ImportRefusal('ENCODING_UNKNOWN');
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

/** UTF-16 without its mark shows by zero bytes that all stand at even, or all at odd places. */
function wideWithoutMark(head: Buffer): TextEncoding | null {
  const zeros: [even: number, odd: number] = [0, 0];
  for (let index = 0; index < head.length; index++) {
    if (head[index] === 0) zeros[index % 2 === 0 ? 0 : 1]++;
  }
  const [even, odd] = zeros;
  const many = head.length / 20;
  if (odd > many && even === 0) return 'utf-16le';
  if (even > many && odd === 0) return 'utf-16be';
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
  beyondAscii: number;
  broken: number;
  /** Characters that Chinese text is made of: those of GB 2312, its punctuation included. */
  common: number;
}

async function survey(path: string, encoding: TextEncoding): Promise<Survey> {
  const seen: Survey = { beyondAscii: 0, broken: 0, common: 0 };
  for await (const text of decodeFile(path, encoding)) {
    for (const character of text) {
      if (character < '\x80') continue;
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
