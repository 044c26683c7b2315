import { useTranslation } from 'react-i18next';
import { useFormat } from '../../shared/format/use-format.ts';
import styles from './points.module.css';
import { usePointsFormat } from './use-points.ts';
import type { Wallet } from './wallet-summary.tsx';

/** What a member has, lot by lot, as it will be spent. */
export function LotTable({ lots }: { lots: Wallet['lots'] }) {
  const { t } = useTranslation(['points', 'common']);
  const format = useFormat();
  const { lastDay } = usePointsFormat();
  const count = lots.edges.length;
  if (count === 0) return null;
  return (
    <details className={styles.lots}>
      <summary>
        {t('lots.title', { count })} <span className="k-muted">{t('lots.hint')}</span>
      </summary>
      <div className={styles.scroller}>
        <table className={styles.table} aria-label={t('lots.label')}>
          <thead>
            <tr>
              <th>{t('lots.expiresAt')}</th>
              <th className="k-number">{t('lots.available')}</th>
              <th className="k-number">{t('lots.pending')}</th>
              <th>{t('lots.availableAt')}</th>
              <th>{t('lots.came')}</th>
            </tr>
          </thead>
          <tbody>
            {lots.edges.map(({ cursor, node: lot }) => {
              const pending = Number(lot.pending);
              const available = Number(lot.available);
              const debt = available < 0;
              return (
                <tr key={cursor}>
                  <td>{debt ? t('lots.debt') : lot.expiresAt ? lastDay(lot.expiresAt) : t('lots.never')}</td>
                  <td className="k-number" data-sign={debt ? -1 : undefined}>
                    {available === 0 ? t('common:state.none') : format.number(lot.available)}
                  </td>
                  <td className="k-number">
                    {pending > 0 ? format.number(lot.pending) : t('common:state.none')}
                  </td>
                  <td>
                    {pending === 0
                      ? t('lots.now')
                      : lot.availableAt
                        ? format.dateTime(lot.availableAt)
                        : t('lots.whenReleased')}
                  </td>
                  <td>{format.date(lot.createdAt)}</td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
      {lots.pageInfo.hasNextPage && <p className={styles.padded}>{t('lots.more', { count })}</p>}
    </details>
  );
}
