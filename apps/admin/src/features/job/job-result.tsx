import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { JobRowFragment } from '../../gql/graphql.ts';
import { useFormat } from '../../shared/format/use-format.ts';
import styles from './job.module.css';
import { subjectPath } from './subject-path.ts';

/** What a job made of many records, in words. */
function useJobCounts(): (report: NonNullable<JobRowFragment['report']>) => string {
  const { t } = useTranslation('common');
  return ({ done, unchanged, failed }) =>
    [
      t('bulk.done', { ok: done }),
      unchanged > 0 && t('bulk.unchanged', { count: unchanged }),
      failed > 0 && t('bulk.failed', { count: failed }),
    ]
      .filter(Boolean)
      .join(' · ');
}

/** In one line, what came of a job: how many records it dealt with and its files, or where its result stands. */
export function JobResultLine({ job }: { job: JobRowFragment }) {
  const { t } = useTranslation(['job', 'common']);
  const counts = useJobCounts();
  const to = subjectPath(job.subjectId);
  const { report } = job;
  if (!report)
    return to ? (
      <Link to={to}>{t('subject')}</Link>
    ) : (
      <span className="k-muted">{t('common:state.none')}</span>
    );
  const { file, failedFile } = report;
  return (
    <span title={counts(report)} className="k-prose">
      {file?.url && (
        <>
          <a href={file.url} download={file.name}>
            {t('result.file')}
          </a>{' '}
        </>
      )}
      {failedFile?.url && (
        <>
          <a href={failedFile.url} download={failedFile.name}>
            {t('result.failed')}
          </a>{' '}
        </>
      )}
      {counts(report)}
    </span>
  );
}

/** What a job made of many records: how many it dealt with, and the files that it left, as long as they are kept. */
export function JobResult({ report }: { report: NonNullable<JobRowFragment['report']> }) {
  const { t } = useTranslation('job');
  const format = useFormat();
  const counts = useJobCounts();
  const files = [
    { file: report.file, label: t('result.file') },
    { file: report.failedFile, label: t('result.failed') },
  ];
  return (
    <span className={`${styles.result} k-prose`}>
      <span>{counts(report)}</span>
      {files.map(
        ({ file, label }) =>
          file?.url && (
            <a key={file.id} href={file.url} download={file.name}>
              {label}
              {Number(file.size) >= 1000 && (
                <span className={styles.sub}> {format.bytes(Number(file.size))}</span>
              )}
            </a>
          ),
      )}
    </span>
  );
}
