import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { crc32, deflateRawSync } from 'node:zlib';
import { onTestFinished } from 'vitest';

/** Writes a file that is gone when the test is over. */
export async function temporaryFile(content: string | Uint8Array): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'kolony-import-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const path = join(folder, 'upload');
  await writeFile(path, content);
  return path;
}

export interface ZipPart {
  name: string;
  content: string | Uint8Array;
  /** Packed bytes to use as they are, for files that lie. */
  packed?: Uint8Array;
  /** Size that the directory declares, when it should lie. */
  declaredSize?: number;
  encrypted?: boolean;
}

/** A zip, written by hand so that it can be wrong where a test wants it. */
export function buildZip(parts: readonly ZipPart[]): Buffer {
  const bodies: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const { name, content, packed, declaredSize, encrypted } of parts) {
    const bytes = Buffer.from(content);
    const body = Buffer.from(packed ?? deflateRawSync(bytes));
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE(encrypted ? 1 : 0, 2);
    common.writeUInt16LE(8, 4);
    common.writeUInt32LE(crc32(bytes), 10);
    common.writeUInt32LE(body.length, 14);
    common.writeUInt32LE(declaredSize ?? bytes.length, 18);
    common.writeUInt16LE(name.length, 22);
    bodies.push(Buffer.from('PK\x03\x04'), common, Buffer.from(name), body);
    const trailer = Buffer.alloc(14);
    trailer.writeUInt32LE(offset, 10);
    directory.push(Buffer.from('PK\x01\x02\x14\x00', 'latin1'), common, trailer, Buffer.from(name));
    offset += 30 + name.length + body.length;
  }
  const list = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 'latin1');
  end.writeUInt16LE(parts.length, 8);
  end.writeUInt16LE(parts.length, 10);
  end.writeUInt32LE(list.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...bodies, list, end]);
}

export interface WorkbookContent {
  /** XML inside `sheetData`, by name of the sheet. */
  sheets: Record<string, string>;
  hidden?: readonly string[];
  sharedStrings?: string;
  /** XML inside `styleSheet`. */
  styles?: string;
  date1904?: boolean;
}

/** The parts of a small workbook. */
export function workbookParts({
  sheets,
  hidden = [],
  sharedStrings,
  styles,
  date1904,
}: WorkbookContent): ZipPart[] {
  const names = Object.keys(sheets);
  const list = names.map((name, index) => {
    const state = hidden.includes(name) ? ' state="hidden"' : '';
    return `<sheet name="${name}" sheetId="${index + 1}" r:id="rId${index + 1}"${state}/>`;
  });
  const links = names.map(
    (_, index) => `<Relationship Id="rId${index + 1}" Target="worksheets/s${index + 1}.xml"/>`,
  );
  const parts: ZipPart[] = [
    { name: '[Content_Types].xml', content: '<Types/>' },
    {
      name: 'xl/workbook.xml',
      content: `<workbook><workbookPr${date1904 ? ' date1904="1"' : ''}/><sheets>${list.join('')}</sheets></workbook>`,
    },
    { name: 'xl/_rels/workbook.xml.rels', content: `<Relationships>${links.join('')}</Relationships>` },
    ...Object.values(sheets).map((rows, index) => ({
      name: `xl/worksheets/s${index + 1}.xml`,
      content: `<?xml version="1.0"?><worksheet><sheetData>${rows}</sheetData></worksheet>`,
    })),
  ];
  if (sharedStrings !== undefined)
    parts.push({ name: 'xl/sharedStrings.xml', content: `<sst>${sharedStrings}</sst>` });
  if (styles !== undefined)
    parts.push({ name: 'xl/styles.xml', content: `<styleSheet>${styles}</styleSheet>` });
  return parts;
}

/** A row of inline strings. */
export function textRow(line: number, ...cells: string[]): string {
  const xml = cells.map((cell) => `<c t="inlineStr"><is><t>${cell}</t></is></c>`);
  return `<row r="${line}">${xml.join('')}</row>`;
}

export async function collect<Item>(items: AsyncIterable<Item>): Promise<Item[]> {
  const all: Item[] = [];
  for await (const item of items) all.push(item);
  return all;
}

/** The code and parameters of the refusal that a piece of work ends with. */
export async function refusalOf(work: Promise<unknown>): Promise<{ code: string; params: object }> {
  try {
    await work;
  } catch (error) {
    if (error instanceof Error && error.name === 'ImportRefusal' && 'code' in error && 'params' in error) {
      return { code: String(error.code), params: Object(error.params) };
    }
    throw error;
  }
  throw new Error('nothing was refused');
}
