import { Tooltip } from '../../shared/ui/tooltip.tsx';
import styles from './import.module.css';

interface Item {
  key: string;
  label: string;
  value: string;
  hint?: string;
  tone?: 'positive' | 'danger' | undefined;
}

/** A few figures side by side. */
export function CountTiles({ label, items }: { label: string; items: Item[] }) {
  return (
    <dl className={styles.tiles} aria-label={label}>
      {items.map(({ key, value, hint, tone, label: term }) => (
        <div key={key} className={styles.tile} data-tone={tone}>
          <dt>
            {hint ? (
              <Tooltip title={hint}>
                <span className={styles.hinted}>{term}</span>
              </Tooltip>
            ) : (
              term
            )}
          </dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
