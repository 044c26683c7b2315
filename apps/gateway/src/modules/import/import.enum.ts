import type {
  ImportAction as ImportActionName,
  ImportStatus as ImportStatusName,
} from '@kolony/domain/import/import.rules';
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
    UPLOADED: { description: 'The file is there; its columns are to be matched and checked.' },
    CHECKING: { description: 'Every row is being checked. Nothing is written.' },
    CHECKED: { description: 'Every row was checked: `problems` tells what is wrong.' },
    RUNNING: { description: 'The rows are being written.' },
    COMPLETED: { description: 'Every row was dealt with.' },
    CANCELLED: { description: 'Stopped by an operator. What was written before is there.' },
    FAILED: {
      description:
        'Broken off: `refusal` says why. It can be checked again, or, when it failed while it ran, go on.',
    },
    UNDOING: { description: 'What it wrote is being taken back.' },
    UNDONE: { description: 'What it wrote was taken back.' },
  },
});

export const ImportAction = {
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
    MAP: { description: 'Match its columns: `importMap`.' },
    CHECK: { description: 'Check every row: `importCheck`.' },
    MEND: { description: 'Correct cells: `importMend`.' },
    RUN: { description: 'Write its rows, or go on where it failed: `importRun`.' },
    CANCEL: { description: 'Stop its check or its run: `importCancel`.' },
    UNDO: { description: 'Take back what it wrote: `importUndo`.' },
    DISCARD: { description: 'Delete it with its file: `importDiscard`.' },
  },
});
