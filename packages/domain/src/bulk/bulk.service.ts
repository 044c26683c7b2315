import type { Transaction } from '../foundation/database.ts';
import { done, type Outcome, refused, userError } from '../foundation/errors.ts';
import { enqueueJob } from '../foundation/jobs.ts';
import { type Chosen, fixChosen } from './bulk.store.ts';

/** One act on many records, to be done by a job. */
export interface NewBulk {
  /** Name of the job. */
  name: string;
  /** What the job is told: settings, no personal data. */
  input: Record<string, unknown>;
  /** Which records; one that is chosen twice must stand in it once. */
  chosen: Chosen;
  /** How many of them are dealt with in one transaction. */
  batchSize: number;
  /** What the audit log tells beside how many records there are. */
  told: Record<string, unknown>;
}

/**
 * Leaves a job that deals with many records; returns its id. Which they are is fixed now: what comes to match later isn't
 * among them, and what ceases to match is. `SELECTION_EMPTY` when there are none.
 */
export async function beginBulk(tx: Transaction, bulk: NewBulk): Promise<Outcome<string>> {
  const { name, input, chosen, batchSize, told } = bulk;
  const id = await enqueueJob(tx, { name, input });
  const records = await fixChosen(tx, id, chosen, batchSize);
  if (records === 0) return refused(userError('SELECTION_EMPTY', 'selection'));
  tx.audit({
    action: name,
    subjectType: 'Job',
    changes: [{ id, before: null, after: { ...told, records } }],
  });
  return done(id);
}
