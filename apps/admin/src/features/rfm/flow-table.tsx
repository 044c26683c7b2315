import { useTranslation } from 'react-i18next';
import { useFormat } from '../../shared/format/use-format.ts';
import type { ChartLayer } from '../../shared/ui/stacked-chart.tsx';
import styles from './rfm.module.css';

/** The bars of a chart as rows, the latest first. */
export function FlowTable(props: { label: string; names: { full: string }[]; layers: ChartLayer[] }) {
  const { label, names, layers } = props;
  const { t } = useTranslation('rfm');
  const format = useFormat();
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is reached by the keyboard
    <section className={styles.scroller} tabIndex={0} aria-label={t('matrix.tableOf', { title: label })}>
      <table className={styles.table} aria-label={label}>
        <thead>
          <tr>
            <th>{t('lifecycle.week')}</th>
            {layers.map((layer) => (
              <th key={layer.label}>{layer.label}</th>
            ))}
            <th>{t('lifecycle.all')}</th>
          </tr>
        </thead>
        <tbody>
          {names
            .map(({ full }, index) => (
              <tr key={full}>
                <td>{full}</td>
                {layers.map((layer) => (
                  <td key={layer.label}>{format.number(layer.values[index] ?? 0)}</td>
                ))}
                <td>{format.number(layers.reduce((sum, { values }) => sum + (values[index] ?? 0), 0))}</td>
              </tr>
            ))
            .reverse()}
        </tbody>
      </table>
    </section>
  );
}
