import { useTranslation } from 'react-i18next';
import type { FollowedJob } from '../../shared/job/use-followed-job.ts';
import { Button } from '../../shared/ui/button.tsx';
import { Progress } from '../../shared/ui/progress.tsx';
import styles from './rfm.module.css';

/** How far a calculation is, and the way to stop it. */
export function CalculationBar({ followed }: { followed: FollowedJob }) {
  const { t } = useTranslation(['rfm', 'common']);
  const { job, alive, cancel } = followed;
  if (!job || !alive) return null;
  const [done, total] = [Number(job.progressDone), Number(job.progressTotal ?? 0)];
  const text = total > 0 ? t('calculate.progress', { done, total }) : t('calculate.waiting');
  return (
    <section className={styles.calculation} aria-live="polite" aria-label={t('calculate.action')}>
      <span>{text}</span>
      <Progress label={t('calculate.action')} {...(total > 0 && { value: (done / total) * 100 })} />
      <Button variant="text" disabled={job.cancelRequested} onClick={cancel}>
        {t('common:action.cancel')}
      </Button>
    </section>
  );
}
