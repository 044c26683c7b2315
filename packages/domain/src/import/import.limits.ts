/** What one import may cost. Every bound holds while reading, so a hostile file is refused before it hurts. */
export interface ImportLimits {
  /** Size of the uploaded file in bytes. */
  fileBytes: number;
  /** Rows below the header. */
  rows: number;
  columns: number;
  /** Characters (UTF-16 units) of one cell; 32,767 is also Excel's own bound. */
  cellCharacters: number;
  /** Characters of one row of a text file, line breaks inside quotes included. */
  rowCharacters: number;
  /** Bytes that all parts of a workbook may unpack to together. */
  unpackedBytes: number;
  /** Unpacked ÷ packed size of one part; real sheets stay below 100, deflate itself ends at 1,032. */
  unpackRatio: number;
  /** The ratio is looked at only in parts that unpack to more bytes than this. */
  unpackRatioFromBytes: number;
  /** Files inside the workbook's zip. */
  workbookParts: number;
  /** Bytes of a workbook's shared strings; the only part of a sheet that has to be held in memory. */
  sharedStringBytes: number;
  /** Rows of orders whose lines do not stand together in the file and have to be held until complete. */
  scatteredRows: number;
}

const MEBIBYTE = 1024 * 1024;

/** The limits of a default installation. */
export const defaultImportLimits: ImportLimits = {
  fileBytes: 100 * MEBIBYTE,
  rows: 2_000_000,
  columns: 200,
  cellCharacters: 32_767,
  rowCharacters: MEBIBYTE,
  unpackedBytes: 1024 * MEBIBYTE,
  unpackRatio: 300,
  unpackRatioFromBytes: 16 * MEBIBYTE,
  workbookParts: 10_000,
  sharedStringBytes: 128 * MEBIBYTE,
  scatteredRows: 100_000,
};
