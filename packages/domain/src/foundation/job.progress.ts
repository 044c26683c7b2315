import type { JobRecord } from './job.record.ts';
import type { Log } from './log.ts';

const everyMs = 500;
const askEveryMs = 5_000;

/**
 * Progress that is reported for every row and written at most twice a second; the last report is always written. It also
 * asks every few seconds whether the job was cancelled, should the notification of it have been lost.
 */
export function throttledProgress(
  record: JobRecord | undefined,
  cancel: () => void,
  log: Log,
): { report(count: number, total?: number): void; finish(): Promise<void> } {
  let pending: { count: number; total: number | undefined } | undefined;
  let timer: NodeJS.Timeout | undefined;
  let writing: Promise<void> = Promise.resolve();
  const failed = (error: unknown) => log.warn({ err: error }, 'the progress of the job could not be noted');

  const write = async () => {
    timer = undefined;
    const report = pending;
    pending = undefined;
    if (!record || !report) return;
    const { cancelled } = await record.progress(report.count, report.total);
    if (cancelled) cancel();
  };
  const asking = record
    ? setInterval(() => {
        record.isCancelRequested().then((cancelled) => cancelled && cancel(), failed);
      }, askEveryMs)
    : undefined;

  return {
    report(count, total) {
      pending = { count, total: total ?? pending?.total };
      timer ??= setTimeout(() => {
        writing = write().catch(failed);
      }, everyMs);
    },
    async finish() {
      clearTimeout(timer);
      clearInterval(asking);
      await writing;
      await write().catch(failed);
    },
  };
}
