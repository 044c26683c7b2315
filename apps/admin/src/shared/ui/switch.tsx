import styles from './switch.module.css';

/** On or off, at once. */
export function Switch(props: {
  label: string;
  checked: boolean;
  disabled?: boolean;
  busy?: boolean;
  onChange: (checked: boolean) => void;
}) {
  const { label, checked, disabled, busy, onChange } = props;
  return (
    <button
      type="button"
      role="switch"
      className={styles.switch}
      aria-label={label}
      aria-checked={checked}
      disabled={disabled || busy}
      {...(busy && { 'aria-busy': true })}
      onClick={() => onChange(!checked)}
    />
  );
}
