import styles from './progress.module.css';

/** How far something is, in percent; without a value it goes on, and nobody knows how far. */
export function Progress(props: {
  label: string;
  value?: number | undefined;
  className?: string | undefined;
}) {
  const { label, value, className = '' } = props;
  return (
    <span
      className={`${styles.track} ${className}`}
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={value === undefined ? undefined : Math.round(value)}
    >
      <span className={styles.bar} style={value === undefined ? undefined : { width: `${value}%` }} />
    </span>
  );
}
