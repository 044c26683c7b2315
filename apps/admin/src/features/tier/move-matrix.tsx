import { useTranslation } from 'react-i18next';
import { useFormat } from '../../shared/format/use-format.ts';
import { type Move, matrixOf } from './moves.ts';
import styles from './tier.module.css';
import { TierName } from './tier-name.tsx';

/** From which tier to which members would go; those above the diagonal go up. */
export function MoveMatrix({ moves }: { moves: readonly Move[] }) {
  const { t } = useTranslation(['tier', 'common']);
  const format = useFormat();
  const { rows, columns, at } = matrixOf(moves, t('preview.none'));
  const sum = (of: (move: Move) => boolean) =>
    moves.reduce((all, move) => (of(move) ? all + move.memberCount : all), 0);
  return (
    <div className={styles.scroller}>
      <table className={styles.table} aria-label={t('preview.matrix')}>
        <thead>
          <tr>
            <th>{t('preview.from')}</th>
            {columns.map((column) => (
              <th key={column.key} className="k-number">
                <TierName tier={column} />
              </th>
            ))}
            <th className="k-number">{t('preview.total')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.key}>
              <th scope="row">
                <TierName tier={row} />
              </th>
              {columns.map((column) => {
                const move = at(row, column);
                const direction =
                  row.key === column.key ? 'stay' : column.threshold > row.threshold ? 'up' : 'down';
                return (
                  <td key={column.key} className="k-number" data-move={move && direction}>
                    {move ? (
                      <>
                        {direction !== 'stay' && (
                          <span className="k-visually-hidden">{t(`preview.${direction}`)}</span>
                        )}
                        {direction === 'up' ? '↑ ' : direction === 'down' ? '↓ ' : ''}
                        {format.number(move.memberCount)}
                        {move.fallingCount > 0 && (
                          <small>{t('preview.fallingOf', { count: move.fallingCount })}</small>
                        )}
                      </>
                    ) : (
                      <span className="k-muted">{t('common:state.none')}</span>
                    )}
                  </td>
                );
              })}
              <td className="k-number">
                {format.number(sum(({ from }) => (from?.id ?? from?.name ?? '') === row.key))}
              </td>
            </tr>
          ))}
          <tr>
            <th scope="row">{t('preview.total')}</th>
            {columns.map((column) => (
              <td key={column.key} className="k-number">
                {format.number(sum(({ to }) => (to.id ?? to.name) === column.key))}
              </td>
            ))}
            <td className="k-number">{format.number(sum(() => true))}</td>
          </tr>
        </tbody>
      </table>
    </div>
  );
}
