import { ImportRefusal } from './import.codes.ts';
import type { ImportLimits } from './import.limits.ts';
import type { SheetRow } from './table-row.ts';
import { isDateFormat } from './workbook-dates.ts';
import { WorkbookPackage } from './workbook-package.ts';
import { type SheetContext, SheetParser } from './workbook-sheet.ts';
import { readSharedStrings } from './workbook-strings.ts';
import { readXml } from './workbook-xml.ts';

/** A sheet of a workbook that an operator can choose. */
interface Sheet {
  name: string;
  part: string;
}

export interface Workbook {
  /** Names of the visible sheets, in their order; at least one. */
  sheets: readonly string[];
  /** Reads a sheet from its start; can be called again. @throws ImportRefusal `SHEET_NOT_FOUND`, `FILE_DAMAGED` */
  rows: (sheet: string) => AsyncGenerator<SheetRow>;
}

/**
 * Opens a workbook and what all its sheets need (strings, styles, date system); the sheets themselves are streamed.
 *
 * @throws ImportRefusal for zips that are no workbook, damaged, encrypted or unpack too large
 */
export async function openWorkbook(path: string, limits: ImportLimits): Promise<Workbook> {
  const zip = await WorkbookPackage.open(path, limits);
  try {
    if (!zip.has('xl/workbook.xml'))
      throw new ImportRefusal('FILE_KIND_UNSUPPORTED', { kind: otherZip(zip) });
    const targets = await relationships(zip);
    const { sheets, epoch } = await sheetList(zip, targets);
    if (sheets.length === 0) throw new ImportRefusal('SHEET_NOT_FOUND', { sheet: '1' });
    const stringsPart = 'xl/sharedStrings.xml';
    const context: SheetContext = {
      strings: zip.has(stringsPart) ? await readSharedStrings(zip.text(stringsPart), limits) : null,
      dateStyles: zip.has('xl/styles.xml') ? await dateStyles(zip) : [],
      epoch,
      limits,
    };
    return {
      sheets: sheets.map(({ name }) => name),
      rows: (wanted) => {
        const sheet = sheets.find(({ name }) => name === wanted);
        if (!sheet) throw new ImportRefusal('SHEET_NOT_FOUND', { sheet: wanted });
        return sheetRows(path, sheet.part, context, limits);
      },
    };
  } finally {
    zip.close();
  }
}

async function* sheetRows(
  path: string,
  part: string,
  context: SheetContext,
  limits: ImportLimits,
): AsyncGenerator<SheetRow> {
  const zip = await WorkbookPackage.open(path, limits);
  try {
    const parser = new SheetParser(context);
    for await (const piece of zip.text(part)) yield* parser.push(piece);
    parser.end();
  } finally {
    zip.close();
  }
}

/** Parts by the id under which the workbook refers to them. */
async function relationships(zip: WorkbookPackage): Promise<Map<string, string>> {
  const targets = new Map<string, string>();
  await readXml(zip.text('xl/_rels/workbook.xml.rels'), {
    open: (name, attributes) => {
      if (name !== 'Relationship' || !attributes.Id || !attributes.Target) return;
      const target = attributes.Target;
      targets.set(attributes.Id, target.startsWith('/') ? target.slice(1) : `xl/${target}`);
    },
  });
  return targets;
}

async function sheetList(
  zip: WorkbookPackage,
  targets: ReadonlyMap<string, string>,
): Promise<{ sheets: Sheet[]; epoch: 1900 | 1904 }> {
  const sheets: Sheet[] = [];
  let epoch: 1900 | 1904 = 1900;
  await readXml(zip.text('xl/workbook.xml'), {
    open: (name, attributes) => {
      if (name === 'workbookPr' && /^(1|true|on)$/.test(attributes.date1904 ?? '')) epoch = 1904;
      if (name !== 'sheet' || (attributes.state ?? 'visible') !== 'visible') return;
      const id = Object.entries(attributes).find(([key]) => key === 'r:id' || key.endsWith(':id'))?.[1];
      const part = targets.get(id ?? '');
      if (part && zip.has(part)) sheets.push({ name: attributes.name ?? '', part });
    },
  });
  return { sheets, epoch };
}

async function dateStyles(zip: WorkbookPackage): Promise<boolean[]> {
  const codes = new Map<number, string>();
  const styles: boolean[] = [];
  let inCellFormats = false;
  await readXml(zip.text('xl/styles.xml'), {
    open: (name, attributes) => {
      if (name === 'numFmt') codes.set(Number(attributes.numFmtId), attributes.formatCode ?? '');
      else if (name === 'cellXfs') inCellFormats = true;
      else if (name === 'xf' && inCellFormats) {
        const id = Number(attributes.numFmtId ?? 0);
        styles.push(isDateFormat(id, codes.get(id)));
      }
    },
    close: (name) => {
      if (name === 'cellXfs') inCellFormats = false;
    },
  });
  return styles;
}

function otherZip(zip: WorkbookPackage): string {
  if (zip.has('xl/workbook.bin')) return 'XLSB';
  if (zip.has('word/document.xml')) return 'DOCX';
  if (zip.has('ppt/presentation.xml')) return 'PPTX';
  return zip.has('content.xml') ? 'ODS' : 'ZIP';
}
