import { useTranslation } from 'react-i18next';
import { useFormat } from '../../shared/format/use-format.ts';
import { Alert } from '../../shared/ui/alert.tsx';
import { Button } from '../../shared/ui/button.tsx';
import { Progress } from '../../shared/ui/progress.tsx';
import styles from './import.module.css';
import type { UploadState } from './use-upload.ts';

/** A file on its way: how much has gone out, then that the server reads it. */
export function UploadProgress(props: { file: File; sent: number; onCancel: () => void }) {
  const { t } = useTranslation(['import', 'common']);
  const format = useFormat();
  const { file, sent } = props;
  const reading = sent >= file.size;
  const text = reading
    ? t('upload.reading')
    : t('upload.sending', { sent: format.bytes(sent), size: format.bytes(file.size) });
  return (
    <section className={styles.progress} aria-label={t('upload.label')}>
      <div className={styles.progressHead}>
        <strong>{file.name}</strong>
        <Button onClick={props.onCancel}>{t('upload.cancel')}</Button>
      </div>
      <Progress label={text} value={reading ? undefined : (sent / file.size) * 100} />
      <span className={styles.sub}>{text}</span>
    </section>
  );
}

/** Why a file wasn't taken, and what helps. */
export function UploadProblem(props: { state: UploadState; onRetry: (file: File) => void }) {
  const { t } = useTranslation(['import', 'common']);
  const { state } = props;
  const advice: Record<string, string> = t('advice', { returnObjects: true });
  if (state.phase === 'refused')
    return (
      <Alert tone="danger">
        <strong>{t('upload.refused', { name: state.file.name })}</strong>
        <ul className={styles.refusals}>
          {state.refusals.map(({ code, message }) => (
            <li key={`${code} ${message}`}>
              {message} {advice[code] ?? advice.OTHER}
            </li>
          ))}
        </ul>
      </Alert>
    );
  if (state.phase !== 'failed') return null;
  return (
    <Alert
      tone="danger"
      action={
        <Button color="inherit" onClick={() => props.onRetry(state.file)}>
          {t('common:action.retry')}
        </Button>
      }
    >
      <strong>{t('upload.failed', { name: state.file.name })}</strong>{' '}
      {state.requestId
        ? t('common:failure.withId', { requestId: state.requestId })
        : t('common:failure.unreachable')}
    </Alert>
  );
}
