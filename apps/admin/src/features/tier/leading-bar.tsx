import { useTranslation } from 'react-i18next';
import type { FollowedJob } from '../../shared/job/use-followed-job.ts';
import { Progress } from '../../shared/ui/progress.tsx';
import styles from './tier.module.css';

/** How many members have been led over to the ladder. */
export function LeadingBar({ followed }: { followed: FollowedJob }) {
  const { t } = useTranslation('tier');
  const { job, alive } = followed;
  if (!job || !alive) return null;
  const [done, total] = [Number(job.progressDone), Number(job.progressTotal ?? 0)];
  return (
    <section className={styles.leading} aria-live="polite" aria-label={t('leading.title')}>
      <span>{total > 0 ? t('leading.progress', { done, total }) : t('leading.title')}</span>
      <Progress label={t('leading.title')} {...(total > 0 && { value: (done / total) * 100 })} />
    </section>
  );
}
