import type { ComponentPropsWithRef, ReactNode } from 'react';
import { Link, type LinkProps } from 'react-router';
import styles from './button.module.css';

type Element =
  | (ComponentPropsWithRef<'button'> & { to?: undefined; href?: undefined })
  /** Leads to a page of the console. */
  | (LinkProps & { href?: undefined })
  /** Leads elsewhere: to a file, to another site. */
  | (ComponentPropsWithRef<'a'> & { to?: undefined; href: string });

type ButtonProps = Element & {
  variant?: 'outlined' | 'contained' | 'text';
  color?: 'primary' | 'error' | 'inherit';
  startIcon?: ReactNode;
  /** Waits for what it began, and can't be pressed meanwhile. */
  loading?: boolean;
};

/** Does something or leads somewhere. Plain elements: a page is full of buttons before anything of it is seen. */
export function Button(props: ButtonProps) {
  const { variant = 'outlined', color = 'primary', startIcon, loading, className, children, ...rest } = props;
  return (
    <Plain
      {...rest}
      className={`${styles.button} ${className ?? ''}`}
      data-variant={variant}
      data-color={color}
      {...(loading && { disabled: true, 'aria-busy': true })}
    >
      {loading && <span className={styles.spinner} />}
      {startIcon && (
        <span className={styles.icon} aria-hidden>
          {startIcon}
        </span>
      )}
      {children}
    </Plain>
  );
}

/** The same with nothing but an icon on it; what it does is told by a label. */
export function IconButton({ className, ...rest }: Element & { 'aria-label': string }) {
  return <Plain {...rest} className={`${styles.iconButton} ${className ?? ''}`} />;
}

function Plain(props: Element) {
  if (props.to !== undefined) return <Link {...props} />;
  if (props.href !== undefined) return <a {...props} />;
  return <button type="button" {...props} />;
}
