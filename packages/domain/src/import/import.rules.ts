import { lifecycle, nextState } from '../foundation/lifecycle.ts';
import type { DecimalMark } from './cell-amount.ts';
import type { DateOrder } from './cell-date.ts';
import type { AmountScope } from './column-profile.ts';
import type { ImportFieldKey } from './import.fields.ts';
import type { Delimiter } from './table-shape.ts';
import type { TextEncoding } from './text-encoding.ts';

export const importStatuses = [
  'uploaded',
  'checking',
  'checked',
  'running',
  'completed',
  'cancelled',
  'failed',
  'undoing',
  'undone',
] as const;
export type ImportStatus = (typeof importStatuses)[number];

export const importActions = ['read', 'map', 'check', 'mend', 'run', 'cancel', 'undo', 'discard'] as const;
/** What operators can do with an import. */
export type ImportAction = (typeof importActions)[number];
/** What its jobs do with it; `giveUp` is the end of an undoing that was refused. */
export type ImportEvent = 'finish' | 'fail' | 'giveUp';

/**
 * The life of an import. Its file can be read in another way, columns matched again and cells mended while it is being
 * checked: the check then ends, or begins anew. A discarded import is gone with its file.
 */
export const importLifecycle = lifecycle<ImportStatus | 'discarded', ImportAction | ImportEvent>(
  'import',
  'uploaded',
  {
    uploaded: {
      read: 'uploaded',
      map: 'uploaded',
      check: 'checking',
      mend: 'checking',
      discard: 'discarded',
    },
    checking: {
      read: 'uploaded',
      map: 'uploaded',
      check: 'checking',
      mend: 'checking',
      cancel: 'uploaded',
      finish: 'checked',
      fail: 'failed',
    },
    checked: {
      read: 'uploaded',
      map: 'uploaded',
      check: 'checking',
      mend: 'checking',
      run: 'running',
      discard: 'discarded',
    },
    running: { cancel: 'cancelled', finish: 'completed', fail: 'failed' },
    completed: { undo: 'undoing' },
    cancelled: { run: 'running', undo: 'undoing', discard: 'discarded' },
    failed: {
      read: 'uploaded',
      map: 'uploaded',
      check: 'checking',
      mend: 'checking',
      run: 'running',
      undo: 'undoing',
      discard: 'discarded',
    },
    undoing: { finish: 'undone', giveUp: 'completed' },
    undone: { discard: 'discarded' },
    discarded: {},
  },
);

/** What decides, beside its status, what can be done with an import. */
export interface ImportProgress {
  status: ImportStatus;
  /** Whether a run was begun. Nothing was written before. */
  started: boolean;
  /** Whether something that it wrote is still there. */
  wrote: boolean;
  /** Whether its file could be read: else somebody has to say first how. */
  readable: boolean;
}

/**
 * What an operator can do now. An import that failed before it ran can be mapped and checked anew; one that failed while
 * it ran, or was cancelled, goes on where it stopped. What has written something is undone rather than discarded.
 */
export function availableImportActions({ status, started, wrote, readable }: ImportProgress): ImportAction[] {
  return importActions.filter((action) => {
    if (nextState(importLifecycle, status, action) === undefined) return false;
    const prepares = action === 'read' || action === 'map' || action === 'check' || action === 'mend';
    if (prepares && action !== 'read' && !readable) return false;
    if (status === 'failed') {
      if (prepares) return !started;
      if (action === 'run' || action === 'undo') return started;
    }
    return action !== 'discard' || !wrote;
  });
}

/** How a file is to be read where an operator has said so; null where that is recognised. */
export interface ImportReadingChoice {
  encoding: TextEncoding | null;
  /** `none` for a text of a single column. */
  delimiter: Delimiter | 'none' | null;
  sheet: string | null;
  headerLine: number | null;
}

/**
 * What the reader found in the file; without columns when it could not tell how the text is encoded. Samples are kept
 * apart, since they hold personal data.
 */
export interface ImportLayout {
  chosen: ImportReadingChoice;
  format: 'csv' | 'xlsx';
  /** Of a text; null for a workbook, and while it is not known. */
  encoding: TextEncoding | null;
  /** Of a text with several columns. */
  delimiter: Delimiter | null;
  /** Of a workbook: the sheet that is read, and all that there are. */
  sheet: string | null;
  sheets: string[];
  /** Line in which the columns are named, from 1; 0 while it is not known. */
  headerLine: number;
  columns: ImportColumn[];
  questions: ImportLayoutQuestion[];
}

export interface ImportColumn {
  header: string;
  /** What it is likely meant for. */
  suggestedField: ImportFieldKey | null;
  /** From 0 to 1. */
  confidence: number;
}

/** What the file leaves open about how one of its columns is written. */
export interface ImportLayoutQuestion {
  kind: 'DATE_ORDER' | 'DECIMAL_MARK' | 'AMOUNT_SCOPE';
  column: number;
  field: ImportFieldKey;
  options: string[];
  examples: string[];
}

/** What the operator decided. */
export interface ImportMapping {
  /** Field by index of the column; columns that are left out are not imported. */
  columns: Record<string, ImportFieldKey>;
  /** For columns whose values leave it open. */
  dateOrder: DateOrder | null;
  decimalSeparator: DecimalMark | null;
  amountScope: AmountScope | null;
  /** IANA name: of dates and times that don't name their zone. */
  timeZone: string;
  /** Channel of orders that name none; also where external ids and openids are unique. */
  channel: string;
}

/** The answer that was given to a question; null while it is open. */
export function answerOf(kind: ImportLayoutQuestion['kind'], mapping: ImportMapping): string | null {
  switch (kind) {
    case 'DATE_ORDER':
      return mapping.dateOrder;
    case 'DECIMAL_MARK':
      return mapping.decimalSeparator;
    case 'AMOUNT_SCOPE':
      return mapping.amountScope;
  }
}
