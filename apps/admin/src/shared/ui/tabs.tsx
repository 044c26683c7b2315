import type { KeyboardEvent } from 'react';
import styles from './tabs.module.css';

/** Parts of a page, of which one is shown, in the element `panel-…`. The arrow keys lead from tab to tab. */
export function Tabs<Value extends string>(props: {
  label: string;
  tabs: { value: Value; label: string }[];
  value: Value;
  onChange: (value: Value) => void;
  className?: string | undefined;
}) {
  const { tabs, value } = props;
  const move = (event: KeyboardEvent, at: number) => {
    const next = { ArrowLeft: at - 1, ArrowRight: at + 1, Home: 0, End: -1 }[event.key];
    if (next === undefined) return;
    event.preventDefault();
    const all = event.currentTarget.parentElement?.querySelectorAll<HTMLElement>('[role="tab"]');
    all?.[(next + tabs.length) % tabs.length]?.focus();
  };
  return (
    <div className={`${styles.tabs} ${props.className ?? ''}`} role="tablist" aria-label={props.label}>
      {tabs.map((tab, at) => (
        <button
          key={tab.value}
          type="button"
          role="tab"
          id={`tab-${tab.value}`}
          aria-controls={`panel-${tab.value}`}
          aria-selected={tab.value === value}
          tabIndex={tab.value === value ? 0 : -1}
          className={styles.tab}
          onClick={() => props.onChange(tab.value)}
          onKeyDown={(event) => move(event, at)}
        >
          {tab.label}
        </button>
      ))}
    </div>
  );
}
