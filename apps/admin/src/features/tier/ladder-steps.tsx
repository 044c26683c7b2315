import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { currentLocale } from '../../shared/i18n/locale.ts';
import type { Ladder } from './ladders.ts';
import styles from './tier.module.css';

/** The tiers as steps, the lowest first: from which growth value on, and how many members stand there. */
export function LadderSteps({ tiers }: { tiers: Ladder['tiers'] }) {
  const { t } = useTranslation('tier');
  const total = tiers.reduce((sum, { memberCount }) => sum + memberCount, 0);
  const share = (count: number) =>
    new Intl.NumberFormat(currentLocale(), { style: 'percent', maximumFractionDigits: 1 }).format(
      total === 0 ? 0 : count / total,
    );
  return (
    <ol className={styles.steps} aria-label={t('ladder.steps')}>
      {tiers.map(({ id, name, color, threshold, memberCount }, at) => (
        <li key={id}>
          <span
            className={styles.riser}
            style={{ background: color, height: 8 + (at * 64) / Math.max(1, tiers.length - 1) }}
            aria-hidden
          />
          <strong>{name}</strong>
          <span className="k-muted">
            {at === 0 ? t('ladder.lowest') : t('ladder.from', { growth: Number(threshold) })}
          </span>
          <Link to={`/members?tier=${id}`}>
            {t('ladder.members', { count: memberCount })}
            <small>{share(memberCount)}</small>
          </Link>
        </li>
      ))}
    </ol>
  );
}
