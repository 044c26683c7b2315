import styles from './tier.module.css';

/** A tier by its name, with its colour. */
export function TierName({ tier }: { tier: { name: string; color?: string | undefined } }) {
  return (
    <span className={styles.tierName}>
      {tier.color && <i style={{ background: tier.color }} aria-hidden />}
      {tier.name}
    </span>
  );
}
