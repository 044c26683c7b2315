import { NavLink } from 'react-router';
import styles from './sub-pages.module.css';

/** The way between pages that belong together, under their title. */
export function SubPages(props: {
  label: string;
  pages: { to: string; label: string }[];
  /** A list follows, with a line of its own. */
  tight?: boolean;
}) {
  return (
    <nav className={styles.pages} data-tight={props.tight ? '' : undefined} aria-label={props.label}>
      {props.pages.map(({ to, label }) => (
        <NavLink key={to} to={to} end>
          {label}
        </NavLink>
      ))}
    </nav>
  );
}
