import type { ReadTransaction } from './database.ts';
import { newId } from './ids.ts';
import type { Locale } from './scope.ts';

/** Messages that leave a transaction, by topic: what each carries. */
export interface OutboxPayload {
  /** A job to run: its name, and where it stands in the `job` table when operators see it. */
  'job.run': { name: string; jobId: string | null; input: Record<string, unknown> };
  /** A mail to send. */
  'mail.send': { to: string; locale: Locale; template: 'invitation' | 'password_reset'; values: Record<string, string> };
}
export type OutboxTopic = keyof OutboxPayload;

/** Writes the messages of a transaction. A trigger wakes the relay at commit. */
export async function writeOutbox(
  tx: ReadTransaction,
  messages: { topic: OutboxTopic; payload: unknown }[],
): Promise<void> {
  if (messages.length === 0) return;
  const rows = messages.map(({ topic, payload }) => ({ id: newId(), topic, payload }));
  await tx.query(
    `insert into outbox_message (id, brand_id, topic, payload)
     select r.id, $2, r.topic, r.payload from jsonb_to_recordset($1) r(id uuid, topic text, payload jsonb)`,
    [JSON.stringify(rows), tx.scope.brandId],
  );
}
