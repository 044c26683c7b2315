import { useFormat } from '../../shared/format/use-format.ts';
import { Progress } from '../../shared/ui/progress.tsx';
import styles from './import.module.css';

interface Job {
  progressDone: string | number;
  progressTotal?: string | number | null;
}

/** How far a job is, from 0 to 100; undefined while nobody knows how much there is. */
export function percentOf({ progressDone, progressTotal }: Job): number | undefined {
  const total = Number(progressTotal ?? 0);
  return total > 0 ? Math.min(100, (Number(progressDone) / total) * 100) : undefined;
}

/** A job's progress in a cell of a list. */
export function JobBar({ job, label }: { job: Job; label: string }) {
  const format = useFormat();
  const percent = percentOf(job);
  return (
    <span className={styles.jobBar}>
      <span>
        {label}
        {percent !== undefined && ` ${format.number(Math.floor(percent))}%`}
      </span>
      <Progress label={label} value={percent} />
    </span>
  );
}
