import { type ReactNode, useEffect } from 'react';
import { Link } from 'react-router';
import styles from './page.module.css';

/** A page with its own scrolling; `fill` for lists, which scroll inside. */
export function Page({ children, fill = false }: { children: ReactNode; fill?: boolean }) {
  return <div className={fill ? styles.page : `${styles.page} ${styles.scroll}`}>{children}</div>;
}

export function PageBody({ children, narrow = false }: { children: ReactNode; narrow?: boolean }) {
  return <div className={`${styles.body} ${styles.stack} ${narrow ? styles.narrow : ''}`}>{children}</div>;
}

export function PageHeader(props: {
  title: string;
  /** Beside the title: a count or a badge. */
  aside?: ReactNode;
  back?: { to: string; label: string };
  children?: ReactNode;
}) {
  const { title, aside, back, children } = props;
  useEffect(() => {
    document.title = `${title} · Kolony`;
  }, [title]);
  return (
    <header className={styles.header}>
      <div className={styles.titles}>
        {back && (
          <Link className={styles.back} to={back.to}>
            ← {back.label}
          </Link>
        )}
        <h1>{title}</h1>
        {aside && <span className={styles.count}>{aside}</span>}
      </div>
      {children && <div className={styles.actions}>{children}</div>}
    </header>
  );
}

/** A titled part of a page, bounded by a hairline. */
export function Panel(props: {
  title: string;
  lead?: ReactNode;
  actions?: ReactNode;
  /** Without padding, for tables. */
  flush?: boolean;
  id?: string;
  children: ReactNode;
}) {
  return (
    <section className={styles.panel} aria-label={props.title} id={props.id}>
      <div className={styles.panelHead}>
        <div className={styles.panelTitles}>
          <h2>{props.title}</h2>
          {props.lead && <p className={styles.panelLead}>{props.lead}</p>}
        </div>
        {props.actions}
      </div>
      <div className={props.flush ? undefined : styles.panelBody}>{props.children}</div>
    </section>
  );
}

export function Definitions({ items }: { items: { term: string; value: ReactNode }[] }) {
  return (
    <dl className={styles.definitions}>
      {items.map(({ term, value }) => (
        <div key={term} style={{ display: 'contents' }}>
          <dt>{term}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

export type Tone = 'neutral' | 'positive' | 'warning' | 'danger' | 'info' | 'accent';

export function Badge(props: { tone?: Tone; plain?: boolean; children: ReactNode }) {
  return (
    <span
      className={styles.badge}
      data-tone={props.tone ?? 'neutral'}
      data-plain={props.plain ? '' : undefined}
    >
      {props.children}
    </span>
  );
}
