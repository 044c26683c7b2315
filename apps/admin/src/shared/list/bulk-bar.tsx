import Button from '@mui/material/Button';
import LinearProgress from '@mui/material/LinearProgress';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import styles from './bulk-bar.module.css';
import type { BulkState } from './use-bulk.ts';

/** What can be done with the ticked rows; while it is done, how far it is; afterwards, what failed. */
export function BulkBar(props: {
  count: number;
  total: number | undefined;
  state: BulkState | undefined;
  onStop: () => void;
  onClear: () => void;
  /** Ticks all that match, also those not fetched. */
  onAll?: (() => void) | undefined;
  linkTo: (id: string) => string;
  children: ReactNode;
}) {
  const { t } = useTranslation('common');
  const { state, count, total } = props;
  if (!state && count === 0) return null;
  return (
    <section className={styles.bar} aria-label={t('list.selected', { count })}>
      {state?.running ? (
        <>
          <LinearProgress
            className={styles.progress ?? ''}
            variant="determinate"
            value={(state.done / state.total) * 100}
            aria-label={t('bulk.progress', { done: state.done, total: state.total })}
          />
          <span>{t('bulk.progress', { done: state.done, total: state.total })}</span>
          <Button onClick={props.onStop}>{t('bulk.stop')}</Button>
        </>
      ) : state ? (
        <>
          <span role="status">
            {t('bulk.done', { ok: state.done - state.failures.length })}
            {state.failures.length > 0 && ` · ${t('bulk.failed', { count: state.failures.length })}`}
            {state.stopped && ` · ${t('bulk.cancelled', { rest: state.total - state.done })}`}
          </span>
          {state.failures.length > 0 && (
            <details className={styles.report}>
              <summary>{t('bulk.report')}</summary>
              <ul>
                {state.failures.map(({ id, message }) => (
                  <li key={id}>
                    <Link to={props.linkTo(id)}>{id}</Link> {message}
                  </li>
                ))}
              </ul>
            </details>
          )}
          <Button onClick={props.onClear}>{t('action.close')}</Button>
        </>
      ) : (
        <>
          <strong>{t('list.selected', { count })}</strong>
          {props.onAll && total !== undefined && count < total && (
            <Button variant="text" onClick={props.onAll}>
              {t('list.selectMatching', { count: total })}
            </Button>
          )}
          <span className={styles.spring} />
          {props.children}
          <Button variant="text" onClick={props.onClear}>
            {t('list.clearSelection')}
          </Button>
        </>
      )}
    </section>
  );
}
