import {
  type ImportField,
  type ImportFieldKey,
  type ImportKind,
  importFieldsOf,
  requiredImportFields,
} from './import.fields.ts';
import { type ContentKind, contentKind } from './looks-like.ts';

/** A field that a column is likely meant for. */
export interface ColumnSuggestion {
  /** Index of the column from 0. */
  column: number;
  header: string;
  field: ImportFieldKey | null;
  /** From 0 to 1: 1 for a header that is written exactly like one of the field's names. */
  confidence: number;
}

interface Candidate {
  column: number;
  field: ImportFieldKey;
  confidence: number;
}

/** Below this, no suggestion is better than a wrong one. */
const LEAST_CONFIDENCE = 0.4;
/** Share of a column's values that must look alike for the content to count. */
const ALIKE = 0.7;

/** What the values of a field of some type look like; types that can look like anything are not listed. */
const expectedContent: Partial<Record<ImportField['type'], readonly ContentKind[]>> = {
  email: ['email'],
  phone: ['phone', 'integer'],
  date: ['date', 'integer', 'decimal'],
  datetime: ['date', 'integer', 'decimal'],
  amount: ['decimal', 'integer'],
  quantity: ['integer', 'decimal'],
  gender: ['gender', 'integer'],
};

/** Fields that content alone may suggest, under whatever header. */
const contentFields: Record<ImportKind, Partial<Record<ContentKind, ImportFieldKey>>> = {
  members: { email: 'email', phone: 'phone', openid: 'openid', gender: 'gender' },
  orders: { email: 'memberEmail', phone: 'memberPhone', openid: 'memberOpenid', date: 'placedAt' },
};

/**
 * Suggests a field for each column: by its header first, then by what stands in it. A field is suggested once,
 * for the column that fits best.
 *
 * @param sample cells of the first rows
 */
export function suggestColumns(
  headers: readonly string[],
  sample: readonly (readonly string[])[],
  kind: ImportKind,
): ColumnSuggestion[] {
  const contents = headers.map((_, column) => columnContent(sample, column));
  const candidates = headers.flatMap((header, column) =>
    columnCandidates(header, column, contents[column], kind),
  );
  candidates.sort((a, b) => b.confidence - a.confidence || a.column - b.column);
  const byColumn = new Map<number, Candidate>();
  const taken = new Set<ImportFieldKey>();
  for (const candidate of candidates) {
    if (candidate.confidence < LEAST_CONFIDENCE) break;
    if (byColumn.has(candidate.column) || taken.has(candidate.field)) continue;
    byColumn.set(candidate.column, candidate);
    taken.add(candidate.field);
  }
  identifyByNickname(byColumn, taken, kind);
  return headers.map((header, column) => {
    const found = byColumn.get(column);
    return { column, header, field: found?.field ?? null, confidence: found?.confidence ?? 0 };
  });
}

/** A shop's nickname is unique there, so it serves as the member's id where the file has nothing better. */
function identifyByNickname(
  byColumn: Map<number, Candidate>,
  taken: Set<ImportFieldKey>,
  kind: ImportKind,
): void {
  if (kind !== 'orders' || requiredImportFields.orders[0].some((field) => taken.has(field))) return;
  for (const [column, candidate] of byColumn) {
    if (candidate.field === 'memberNickname')
      byColumn.set(column, { column, field: 'externalId', confidence: 0.5 });
  }
}

function columnCandidates(
  header: string,
  column: number,
  content: ContentKind | null | undefined,
  kind: ImportKind,
): Candidate[] {
  const candidates: Candidate[] = [];
  for (const [field, { type, synonyms }] of importFieldsOf(kind)) {
    const byName = Math.max(...synonyms.map((synonym) => nameSimilarity(header, synonym)));
    if (byName === 0) continue;
    const expected = expectedContent[type];
    const contradicted = content && expected !== undefined && !expected.includes(content);
    candidates.push({ column, field, confidence: contradicted ? byName * 0.35 : byName });
  }
  const byContent = content ? contentFields[kind][content] : undefined;
  if (byContent) candidates.push({ column, field: byContent, confidence: 0.45 });
  return candidates;
}

/** What most values of a column look like; null when it is empty or mixed. */
function columnContent(sample: readonly (readonly string[])[], column: number): ContentKind | null {
  const counts = new Map<ContentKind, number>();
  let filled = 0;
  for (const row of sample) {
    const cell = row[column]?.trim() ?? '';
    if (cell === '') continue;
    filled++;
    const kind = contentKind(cell);
    counts.set(kind, (counts.get(kind) ?? 0) + 1);
  }
  for (const [kind, count] of counts) if (count >= filled * ALIKE) return kind;
  return null;
}

/** 1 for the same words, 0.95 when only a bracket such as `(元)` differs, less when one holds the other. */
function nameSimilarity(header: string, synonym: string): number {
  const wanted = nameWords(synonym);
  const whole = nameWords(header);
  if (whole.join('') === wanted.join('')) return 1;
  const bare = nameWords(header.normalize('NFKC').replace(/[([{【<].*?[)\]}】>]/g, ' '));
  if (bare.join('') === wanted.join('')) return 0.95;
  const contained =
    holdsWords(bare, wanted) || (isChinese(synonym) && bare.join('').includes(wanted.join('')));
  const length = wanted.join('').length;
  if (!contained || length < 2) return 0;
  return 0.4 + 0.4 * (length / Math.max(bare.join('').length, length));
}

/** `customerID`, `Customer_Id` and `customer id` are the same two words; Chinese has no blanks and stays whole. */
function nameWords(name: string): string[] {
  return name
    .normalize('NFKC')
    .replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '');
}

function holdsWords(words: readonly string[], wanted: readonly string[]): boolean {
  return words.some((_, start) => wanted.every((word, offset) => words[start + offset] === word));
}

function isChinese(text: string): boolean {
  return /\p{Script=Han}/u.test(text);
}
