import type {
  ImportAction as ImportActionName,
  ImportStatus as ImportStatusName,
} from '@kolony/domain/import/import.rules';
import type { Delimiter } from '@kolony/domain/import/table-shape';
import type { TextEncoding } from '@kolony/domain/import/text-encoding';
import { registerEnumType } from 'type-graphql';

export const ImportKind = { MEMBERS: 'members', ORDERS: 'orders' } as const;
registerEnumType(ImportKind, {
  name: 'ImportKind',
  description: 'What the rows of a file are.',
  valuesConfig: {
    MEMBERS: { description: 'One member a row.' },
    ORDERS: {
      description: 'One order a row, or one line of an order a row. Members come with their orders.',
    },
  },
});

export const ImportStatus = {
  UPLOADED: 'uploaded',
  CHECKING: 'checking',
  CHECKED: 'checked',
  RUNNING: 'running',
  COMPLETED: 'completed',
  CANCELLED: 'cancelled',
  FAILED: 'failed',
  UNDOING: 'undoing',
  UNDONE: 'undone',
} as const satisfies Record<Uppercase<ImportStatusName>, ImportStatusName>;
registerEnumType(ImportStatus, {
  name: 'ImportStatus',
  description: 'Where an import stands.',
  valuesConfig: {
    UPLOADED: {
      description:
        'The file is there; its columns are to be matched and checked. Where its encoding was not recognised, `refusal` says so and `importRead` tells it.',
    },
    CHECKING: { description: 'Every row is being checked. Nothing is written.' },
    CHECKED: { description: 'Every row was checked: `problems` tells what is wrong.' },
    RUNNING: { description: 'The rows are being written.' },
    COMPLETED: { description: 'Every row was dealt with.' },
    CANCELLED: { description: 'Stopped by an operator. What was written before is there; it can go on.' },
    FAILED: {
      description:
        'Broken off: `refusal` says why. It can be checked again, or, when it failed while it ran, go on.',
    },
    UNDOING: { description: 'What it wrote is being taken back.' },
    UNDONE: { description: 'What it wrote was taken back.' },
  },
});

export const ImportEncoding = {
  UTF_8: 'utf-8',
  GB18030: 'gb18030',
  UTF_16LE: 'utf-16le',
  UTF_16BE: 'utf-16be',
  BIG5: 'big5',
  SHIFT_JIS: 'shift_jis',
  EUC_KR: 'euc-kr',
  WINDOWS_1252: 'windows-1252',
} as const satisfies Record<string, TextEncoding>;
registerEnumType(ImportEncoding, {
  name: 'ImportEncoding',
  description: 'How the characters of a text are written as bytes.',
  valuesConfig: {
    UTF_8: { description: 'Unicode, as most programs write it; with or without a byte order mark.' },
    GB18030: { description: 'Simplified Chinese, as Excel in China writes CSV. Holds GBK and GB 2312.' },
    UTF_16LE: { description: 'Unicode in pairs of bytes: Excel’s “Unicode text”.' },
    UTF_16BE: { description: 'Unicode in pairs of bytes, the greater one first.' },
    BIG5: { description: 'Traditional Chinese. Never recognised, only chosen.' },
    SHIFT_JIS: { description: 'Japanese. Never recognised, only chosen.' },
    EUC_KR: { description: 'Korean. Never recognised, only chosen.' },
    WINDOWS_1252: { description: 'Western European. Never recognised, only chosen.' },
  },
});

export const ImportDelimiter = {
  COMMA: ',',
  TAB: '\t',
  SEMICOLON: ';',
  PIPE: '|',
  CARET: '^',
  TILDE: '~',
  COLON: ':',
  SPACE: ' ',
  NONE: 'none',
} as const satisfies Record<string, Delimiter | 'none'>;
registerEnumType(ImportDelimiter, {
  name: 'ImportDelimiter',
  description: 'What parts the columns of a text.',
  valuesConfig: {
    COMMA: { description: 'A comma.' },
    TAB: { description: 'A tab.' },
    SEMICOLON: { description: 'A semicolon.' },
    PIPE: { description: 'A vertical bar.' },
    CARET: { description: 'A caret: ^.' },
    TILDE: { description: 'A tilde: ~.' },
    COLON: { description: 'A colon. Never recognised, only chosen.' },
    SPACE: { description: 'A blank. Never recognised, only chosen.' },
    NONE: { description: 'Nothing: the text has a single column.' },
  },
});

export const ImportAction = {
  READ: 'read',
  MAP: 'map',
  CHECK: 'check',
  MEND: 'mend',
  RUN: 'run',
  CANCEL: 'cancel',
  UNDO: 'undo',
  DISCARD: 'discard',
} as const satisfies Record<Uppercase<ImportActionName>, ImportActionName>;
registerEnumType(ImportAction, {
  name: 'ImportAction',
  description: 'What can be done with an import.',
  valuesConfig: {
    READ: { description: 'Say how its file is read (encoding, delimiter, sheet): `importRead`.' },
    MAP: { description: 'Match its columns: `importMap`.' },
    CHECK: { description: 'Check every row: `importCheck`.' },
    MEND: { description: 'Correct cells: `importMend`.' },
    RUN: { description: 'Write its rows, or go on where it failed or was stopped: `importRun`.' },
    CANCEL: { description: 'Stop its check or its run: `importCancel`.' },
    UNDO: { description: 'Take back what it wrote: `importUndo`.' },
    DISCARD: { description: 'Delete it with its file: `importDiscard`.' },
  },
});
