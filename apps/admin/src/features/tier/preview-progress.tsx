import { useTranslation } from 'react-i18next';
import type { FollowedJob } from '../../shared/job/use-followed-job.ts';
import { Panel } from '../../shared/ui/page.tsx';
import { Progress } from '../../shared/ui/progress.tsx';
import styles from './tier.module.css';

/** How many members are counted. */
export function PreviewProgress({ job }: { job: FollowedJob['job'] }) {
  const { t } = useTranslation('tier');
  const [done, total] = [Number(job?.progressDone ?? 0), Number(job?.progressTotal ?? 0)];
  return (
    <Panel title={t('preview.title')}>
      <div className={styles.counting}>
        <p>{total > 0 ? t('preview.progress', { done, total }) : t('preview.running')}</p>
        <Progress label={t('preview.running')} {...(total > 0 && { value: (done / total) * 100 })} />
        <p className="k-muted">{t('preview.mayLeave')}</p>
      </div>
    </Panel>
  );
}
