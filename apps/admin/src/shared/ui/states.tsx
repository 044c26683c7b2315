import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { describeFailure } from '../api/describe-failure.ts';
import { Button } from './button.tsx';
import styles from './page.module.css';

/** Nothing here (yet): why, and what to do next. */
export function EmptyState(props: { title: string; text?: string; icon?: ReactNode; children?: ReactNode }) {
  return (
    <div className={styles.center}>
      {props.icon}
      <h2>{props.title}</h2>
      {props.text && <p>{props.text}</p>}
      {props.children && <div className={styles.centerActions}>{props.children}</div>}
    </div>
  );
}

/** Something could not be loaded: what the server said, the id to quote, and a way on. */
export function FailureState({ error, onRetry }: { error: unknown; onRetry?: () => void }) {
  const { t } = useTranslation('common');
  const { message, code, requestId } = describeFailure(error);
  const forbidden = code === 'FORBIDDEN';
  return (
    <div className={styles.center} role="alert">
      <h2>{forbidden ? t('failure.forbiddenTitle') : t('failure.title')}</h2>
      <p>{message || (forbidden ? t('failure.forbidden') : t('failure.unreachable'))}</p>
      {requestId && <p className={styles.requestId}>{t('failure.requestId', { requestId })}</p>}
      {onRetry && !forbidden && (
        <div className={styles.centerActions}>
          <Button onClick={onRetry}>{t('action.retry')}</Button>
        </div>
      )}
    </div>
  );
}

/** In the shape of what is on its way. */
export function Skeleton(props: { width?: number | string; height: number; className?: string | undefined }) {
  const { className = '', ...size } = props;
  return <span className={`k-skeleton ${className}`} style={size} />;
}

/** Lines of the height of text, for parts whose content is still on its way. */
export function SkeletonLines({ lines = 4, height = 14 }: { lines?: number; height?: number }) {
  const { t } = useTranslation('common');
  return (
    <div aria-busy="true" style={{ display: 'grid', gap: 12 }}>
      <span className="k-visually-hidden">{t('state.loading')}</span>
      {Array.from({ length: lines }, (_, line) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the lines are all alike and never move
        <Skeleton key={line} height={height} width={`${92 - ((line * 37) % 45)}%`} />
      ))}
    </div>
  );
}
