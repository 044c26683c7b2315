import { useTranslation } from 'react-i18next';
import { useFormat } from '../../shared/format/use-format.ts';
import type { MemberTierWhole } from './member-tier.tsx';
import styles from './tier.module.css';

type Entry = MemberTierWhole['tierHistory']['edges'][number];

/** What happened to a member's tier, the latest first. */
export function TierHistory({ entries }: { entries: readonly Entry[] }) {
  const { t } = useTranslation(['tier', 'common']);
  const format = useFormat();
  const what = ({ cause, from, to, endsOn, needed }: Entry['node']) =>
    cause === 'WARNING'
      ? t('history.warned', {
          tier: from?.name ?? to?.name ?? '',
          date: endsOn ? format.day(endsOn) : '',
          needed: Number(needed ?? 0),
        })
      : `${from?.name ?? t('common:state.none')} → ${to?.name ?? t('common:state.none')}`;
  return (
    <section aria-label={t('history.title')}>
      <h2 className={styles.partTitle}>{t('history.title')}</h2>
      {entries.length === 0 ? (
        <p className={`${styles.padded} k-muted`}>{t('history.empty')}</p>
      ) : (
        <ol className={styles.history}>
          {entries.map(({ cursor, node: change }) => (
            <li key={cursor}>
              <time dateTime={change.at} title={format.exact(change.at)}>
                {format.date(change.at)}
              </time>
              <span>
                {what(change)}
                <small>
                  {t(`history.cause.${change.cause}`)} ·{' '}
                  {t('history.growth', { growth: Number(change.growthValue) })}
                </small>
              </span>
            </li>
          ))}
        </ol>
      )}
    </section>
  );
}
