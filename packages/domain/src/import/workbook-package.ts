import { type Entry, openPromise, type ZipFile } from 'yauzl';
import { ImportRefusal } from './import.codes.ts';
import type { ImportLimits } from './import.limits.ts';

const BYTES_OF_A_MEBIBYTE = 1024 * 1024;

/**
 * The zip of a workbook, opened with care: the sizes that its directory declares are added up before anything
 * is unpacked, and the unzipping library stops a part that turns out larger than declared.
 */
export class WorkbookPackage {
  private constructor(
    private readonly zip: ZipFile,
    private readonly parts: ReadonlyMap<string, Entry>,
  ) {}

  /** @throws ImportRefusal `FILE_DAMAGED`, `XLSX_UNPACKS_TOO_LARGE`, `XLSX_TOO_MANY_PARTS`, `XLSX_ENCRYPTED` */
  static async open(path: string, limits: ImportLimits): Promise<WorkbookPackage> {
    const zip = await damagedUnlessRefused(() => openPromise(path, { autoClose: false }));
    try {
      if (zip.entryCount > limits.workbookParts) {
        throw new ImportRefusal('XLSX_TOO_MANY_PARTS', {
          limit: limits.workbookParts,
          actual: zip.entryCount,
        });
      }
      const parts = await damagedUnlessRefused(() => directoryOf(zip, limits));
      return new WorkbookPackage(zip, parts);
    } catch (error) {
      zip.close();
      throw error;
    }
  }

  has(name: string): boolean {
    return this.parts.has(name.toLowerCase());
  }

  /** The unpacked text of a part in pieces. @throws ImportRefusal `FILE_DAMAGED` */
  async *text(name: string): AsyncGenerator<string> {
    const entry = this.parts.get(name.toLowerCase());
    if (!entry) throw new ImportRefusal('FILE_DAMAGED');
    const stream = await damagedUnlessRefused(() => this.zip.openReadStreamPromise(entry));
    const decoder = new TextDecoder('utf-8');
    const chunks: AsyncIterator<unknown> = stream[Symbol.asyncIterator]();
    try {
      for (;;) {
        const chunk = await damagedUnlessRefused(() => chunks.next());
        if (chunk.done) break;
        if (Buffer.isBuffer(chunk.value)) yield decoder.decode(chunk.value, { stream: true });
      }
      yield decoder.decode();
    } finally {
      stream.destroy();
    }
  }

  close(): void {
    this.zip.close();
  }
}

async function directoryOf(zip: ZipFile, limits: ImportLimits): Promise<Map<string, Entry>> {
  const parts = new Map<string, Entry>();
  let unpacked = 0;
  for await (const entry of zip.eachEntry()) {
    if (entry.isEncrypted()) throw new ImportRefusal('XLSX_ENCRYPTED');
    unpacked += entry.uncompressedSize;
    const ratio = entry.uncompressedSize / Math.max(1, entry.compressedSize);
    const suspicious = entry.uncompressedSize > limits.unpackRatioFromBytes && ratio > limits.unpackRatio;
    if (unpacked > limits.unpackedBytes || suspicious) {
      throw new ImportRefusal('XLSX_UNPACKS_TOO_LARGE', {
        limitMb: Math.floor(limits.unpackedBytes / BYTES_OF_A_MEBIBYTE),
        ratio: limits.unpackRatio,
      });
    }
    parts.set(entry.fileName.toLowerCase(), entry);
  }
  return parts;
}

/** The unzipping library throws plain errors for whatever is wrong with the bytes. */
async function damagedUnlessRefused<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof ImportRefusal) throw error;
    throw new ImportRefusal('FILE_DAMAGED');
  }
}
