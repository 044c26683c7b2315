import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { RfmDimension, RfmMatrixQuery } from '../../gql/graphql.ts';
import { useFormat } from '../../shared/format/use-format.ts';
import { membersWith, percent } from './dimensions.ts';
import styles from './rfm.module.css';

/** The same 25 cells to be read. */
export function MatrixTable(props: {
  matrix: RfmMatrixQuery['rfmMatrix'];
  rows: RfmDimension;
  columns: RfmDimension;
  label: string;
}) {
  const { matrix, rows, columns, label } = props;
  const { t } = useTranslation(['rfm', 'common']);
  const format = useFormat();
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is reached by the keyboard
    <section className={styles.scroller} tabIndex={0} aria-label={t('matrix.tableOf', { title: label })}>
      <table className={styles.table} aria-label={label}>
        <thead>
          <tr>
            <th>{t(`dimension.${rows}`)}</th>
            <th>{t(`dimension.${columns}`)}</th>
            <th>{t('matrix.members')}</th>
            <th>{t('matrix.share')}</th>
            <th>{t('matrix.average')}</th>
            <th className={styles.words}>{t('matrix.groups')}</th>
          </tr>
        </thead>
        <tbody>
          {matrix.cells.map((cell) => (
            <tr key={`${cell.row}${cell.column}`}>
              <td>{cell.row}</td>
              <td>{cell.column}</td>
              <td>
                <Link to={membersWith({ [rows]: cell.row, [columns]: cell.column })}>
                  {format.number(cell.memberCount)}
                </Link>
              </td>
              <td>{percent(cell.share, format)}</td>
              <td>{cell.averageSpent ? format.money(cell.averageSpent) : t('common:state.none')}</td>
              <td className={styles.words}>
                {cell.groups
                  .map(({ group, memberCount }) => `${group.name} ${format.number(memberCount)}`)
                  .join('、') || t('common:state.none')}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
