import type { ReactNode } from 'react';
import styles from './tiles.module.css';
import { Tooltip } from './tooltip.tsx';

interface Tile {
  term: string;
  value: ReactNode;
  /** What the figure means. */
  hint?: string;
  below?: string | undefined;
  tone?: 'danger' | 'warning' | undefined;
}

/** A few figures side by side, each with its definition. */
export function Tiles({ label, items }: { label: string; items: Tile[] }) {
  return (
    <dl className={styles.tiles} aria-label={label}>
      {items.map(({ term, value, hint, below, tone }) => (
        <div key={term} className={styles.tile} data-tone={tone}>
          <dt>
            {hint ? (
              <Tooltip title={hint}>
                {/* biome-ignore lint/a11y/noNoninteractiveTabindex: the definition is for the keyboard too */}
                <span tabIndex={0}>{term}</span>
              </Tooltip>
            ) : (
              term
            )}
          </dt>
          <dd>
            {value}
            {below && <small>{below}</small>}
          </dd>
        </div>
      ))}
    </dl>
  );
}
