import { useTranslation } from 'react-i18next';
import type { JobRowFragment } from '../../gql/graphql.ts';
import { useFormat } from '../../shared/format/use-format.ts';
import styles from './job.module.css';

/** What a job made of many records: how many it dealt with, and the files that it left, as long as they are kept. */
export function JobResult({ job }: { job: JobRowFragment }) {
  const { t } = useTranslation(['job', 'common']);
  const format = useFormat();
  const { report } = job;
  if (!report) return <span className="k-muted">{t('common:state.none')}</span>;
  const counts = [
    t('common:bulk.done', { ok: report.done }),
    report.unchanged > 0 && t('common:bulk.unchanged', { count: report.unchanged }),
    report.failed > 0 && t('common:bulk.failed', { count: report.failed }),
  ];
  const files = [
    { file: report.file, label: t('result.file') },
    { file: report.failedFile, label: t('result.failed') },
  ];
  return (
    <span className={styles.result}>
      <span>{counts.filter(Boolean).join(' · ')}</span>
      {files.map(
        ({ file, label }) =>
          file?.url && (
            <a key={file.id} href={file.url} download={file.name}>
              {label} <span className={styles.sub}>{format.bytes(Number(file.size))}</span>
            </a>
          ),
      )}
    </span>
  );
}
