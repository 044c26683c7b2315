/** What the first bytes of a file say that it is, whatever its name ends with. */
export type FileKind =
  | { kind: 'text' }
  | { kind: 'zip' }
  | { kind: 'encrypted' }
  | { kind: 'other'; name: string };

const signatures: readonly (readonly [name: string, offset: number, bytes: readonly number[]])[] = [
  ['PDF', 0, [0x25, 0x50, 0x44, 0x46]],
  ['PNG', 0, [0x89, 0x50, 0x4e, 0x47]],
  ['JPEG', 0, [0xff, 0xd8, 0xff]],
  ['GIF', 0, [0x47, 0x49, 0x46, 0x38]],
  ['WebP/WAV/AVI', 0, [0x52, 0x49, 0x46, 0x46]],
  ['TIFF', 0, [0x49, 0x49, 0x2a, 0x00]],
  ['TIFF', 0, [0x4d, 0x4d, 0x00, 0x2a]],
  ['BMP', 0, [0x42, 0x4d]],
  ['MP4/HEIC', 4, [0x66, 0x74, 0x79, 0x70]],
  ['gzip', 0, [0x1f, 0x8b]],
  ['bzip2', 0, [0x42, 0x5a, 0x68]],
  ['xz', 0, [0xfd, 0x37, 0x7a, 0x58, 0x5a]],
  ['Zstandard', 0, [0x28, 0xb5, 0x2f, 0xfd]],
  ['7-Zip', 0, [0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c]],
  ['RAR', 0, [0x52, 0x61, 0x72, 0x21]],
  ['SQLite', 0, [0x53, 0x51, 0x4c, 0x69, 0x74, 0x65]],
  ['Parquet', 0, [0x50, 0x41, 0x52, 0x31]],
  ['ELF', 0, [0x7f, 0x45, 0x4c, 0x46]],
  ['RTF', 0, [0x7b, 0x5c, 0x72, 0x74, 0x66]],
];
const ZIP = [0x50, 0x4b, 0x03, 0x04];
const EMPTY_ZIP = [0x50, 0x4b, 0x05, 0x06];
const COMPOUND = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];

/** Bytes that `fileKind` wants to see from the start of a file. */
export const FILE_KIND_BYTES = 65_536;

/**
 * Recognises what is not a table by its signature.
 *
 * @param directory of a compound file, what stands at `compoundDirectoryOffset`
 */
export function fileKind(head: Buffer, directory: Buffer): FileKind {
  if (startsWith(head, 0, ZIP) || startsWith(head, 0, EMPTY_ZIP)) return { kind: 'zip' };
  if (compoundDirectoryOffset(head) !== null) return compoundKind(head, directory);
  // "BM" also begins words; a bitmap has its reserved bytes zero.
  for (const [name, offset, bytes] of signatures) {
    if (name === 'BMP' && (head.length < 10 || head.readUInt32BE(6) !== 0)) continue;
    if (startsWith(head, offset, bytes)) return { kind: 'other', name };
  }
  return markupKind(head) ?? { kind: 'text' };
}

function startsWith(head: Buffer, offset: number, bytes: readonly number[]): boolean {
  return head.length >= offset + bytes.length && bytes.every((byte, index) => head[offset + index] === byte);
}

/**
 * Where a compound file (old Office formats) keeps the names of its streams; null when it is none. A workbook
 * with a password is such a file, whatever its name ends with.
 */
export function compoundDirectoryOffset(head: Buffer): number | null {
  if (!startsWith(head, 0, COMPOUND)) return null;
  if (head.length < 512) return 0;
  const sectorSize = 2 ** Math.min(head.readUInt16LE(30), 16);
  return (head.readUInt32LE(48) + 1) * sectorSize;
}

function compoundKind(head: Buffer, names: Buffer): FileKind {
  const encrypted = Buffer.from('EncryptedPackage', 'utf16le');
  if (names.includes(encrypted) || head.includes(encrypted)) return { kind: 'encrypted' };
  return { kind: 'other', name: names.includes(Buffer.from('WordDocument', 'utf16le')) ? 'DOC' : 'XLS' };
}

/** Web pages, XML and JSON are text, but no tables; shops' back ends like to call a web page `.xls`. */
function markupKind(head: Buffer): FileKind | null {
  const start = head
    .subarray(0, 1024)
    .toString('latin1')
    .replace(/^(\xef\xbb\xbf|\xff\xfe|\xfe\xff)/, '')
    .replaceAll('\0', '')
    .trimStart()
    .toLowerCase();
  if (/^<(!doctype html|html|head|meta|table|body|div)\b/.test(start)) return { kind: 'other', name: 'HTML' };
  if (/^<(\?xml|!doctype|!--|svg|[a-z]+(:[a-z]+)?[\s>])/.test(start)) {
    return { kind: 'other', name: start.includes('<html') ? 'HTML' : 'XML' };
  }
  if (/^(\[\s*[[{\]"]|\{\s*["}])/.test(start)) return { kind: 'other', name: 'JSON' };
  return null;
}
