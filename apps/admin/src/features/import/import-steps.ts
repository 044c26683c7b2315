import type { ImportStatus, ImportWholeFragment } from '../../gql/graphql.ts';

/** What an operator does with a file after it was uploaded, in this order. */
export const importSteps = ['columns', 'check', 'result'] as const;
export type ImportStep = (typeof importSteps)[number];

const stepOfStatus: Record<Exclude<ImportStatus, 'FAILED'>, ImportStep> = {
  UPLOADED: 'columns',
  CHECKING: 'check',
  CHECKED: 'check',
  RUNNING: 'result',
  COMPLETED: 'result',
  CANCELLED: 'result',
  UNDOING: 'result',
  UNDONE: 'result',
};

type Standing = Pick<ImportWholeFragment, 'status' | 'availableActions'>;

/** The step that an import has come to. One that failed before it ran can be checked again, so its run never began. */
export function currentStep({ status, availableActions }: Standing): ImportStep {
  if (status !== 'FAILED') return stepOfStatus[status];
  return availableActions.includes('CHECK') ? 'check' : 'result';
}

/** The step that the address asks for, if the import has come that far; else the one that it has come to. */
export function shownStep(standing: Standing, asked: string | null): ImportStep {
  return asked === 'columns' ? 'columns' : currentStep(standing);
}

/** Whether something is being done with the import right now, so that it changes by itself. */
export function isBusy(status: ImportStatus): boolean {
  return status === 'CHECKING' || status === 'RUNNING' || status === 'UNDOING';
}
