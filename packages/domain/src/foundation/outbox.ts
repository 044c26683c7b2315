import type { Transaction } from './database.ts';
import { newId } from './ids.ts';
import { type Mail, sealMail } from './mail.ts';
import { type Sms, sealSms } from './sms.ts';

/** A run of a job, as it stands in the outbox and in the queue. */
export interface JobRun {
  name: string;
  /** Its row in the `job` table, where operators see it; null for jobs of the installation itself. */
  jobId: string | null;
  /** Which run of that job: a job that ended and is run again gets a higher one. */
  run: number;
  input: Record<string, unknown>;
}

/** Messages that leave a transaction, by topic: what each carries. */
export interface OutboxPayload {
  /** A job to run. Jobs of a brand are enqueued with `enqueueJob`, which makes their row too. */
  'job.run': JobRun;
  /** A mail to send. In a brand's scope it is a job of the brand, so that operators see one that couldn't be delivered. */
  'mail.send': Mail;
  /** A text message to send. Operators see no job of it: there is one for each sign-in, and nothing that they could do. */
  'sms.send': Sms;
}
export type OutboxTopic = keyof OutboxPayload;

/** The messages that a transaction leaves, by topic. */
export type OutboxMessages = { [Topic in OutboxTopic]: OutboxPayload[Topic][] };

/** Writes the messages of a transaction. A trigger wakes the relay at commit. */
export async function writeOutbox(tx: Transaction, messages: OutboxMessages): Promise<void> {
  const runs = [...messages['job.run']];
  for (const mail of messages['mail.send']) runs.push(await mailRun(tx, mail));
  for (const sms of messages['sms.send']) {
    const input = { brandId: tx.brandId, sealed: sealSms(tx.keyring, sms, tx.brandId) };
    runs.push({ name: 'sms.send', jobId: null, run: 1, input });
  }
  if (runs.length === 0) return;
  const rows = runs.map((payload) => ({ id: newId(), topic: 'job.run', payload }));
  await tx.query(
    `insert into outbox_message (id, brand_id, topic, payload)
     select r.id, $2, r.topic, r.payload from jsonb_to_recordset($1) r(id uuid, topic text, payload jsonb)`,
    [JSON.stringify(rows), tx.scope.brandId],
  );
}

async function mailRun(tx: Transaction, mail: Mail): Promise<JobRun> {
  const input = { template: mail.template, sealed: sealMail(tx.keyring, mail, tx.scope) };
  const run = { name: 'mail.send', run: 1, input };
  if (!tx.scope.brandId) return { ...run, jobId: null };
  return { ...run, jobId: await insertJob(tx, run) };
}

/** What a job's row is made of. */
export interface NewJob {
  name: string;
  input: Record<string, unknown>;
  /** The record that the job is about. */
  subject?: { type: string; id: string } | undefined;
  /** How many steps it has, where that is known beforehand. */
  total?: number | undefined;
}

/** Makes the row of a job of the scope's brand; returns its id. The message that starts it is the caller's. */
export async function insertJob(tx: Transaction, { name, input, subject, total }: NewJob): Promise<string> {
  const id = newId();
  await tx.query(
    `insert into job (brand_id, id, name, subject_type, subject_id, progress_total, input, created_by, created_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [
      tx.brandId,
      id,
      name,
      subject?.type ?? null,
      subject?.id ?? null,
      total ?? null,
      JSON.stringify(input),
      tx.scope.actor.kind === 'operator' ? tx.scope.actor.id : null,
      tx.now,
    ],
  );
  return id;
}
