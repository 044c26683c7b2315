import { type ComponentPropsWithRef, cloneElement, type ReactElement, type ReactNode, useId } from 'react';
import { useTranslation } from 'react-i18next';
import styles from './field.module.css';

interface FieldProps {
  label: string;
  error?: string | undefined;
  hint?: ReactNode;
  optional?: boolean;
  aside?: ReactNode;
}

interface ControlProps {
  id?: string;
  className?: string | undefined;
  'aria-invalid'?: boolean | undefined;
  'aria-describedby'?: string | undefined;
}

/** A label, a control, and below it either what is wrong or what helps. */
export function Field(props: FieldProps & { children: ReactElement<ControlProps> }) {
  const { t } = useTranslation('common');
  const id = useId();
  const note = props.error ?? props.hint;
  return (
    <div className={styles.field}>
      <div className={styles.label}>
        <label htmlFor={id}>{props.label}</label>
        {props.optional && <span className={styles.optional}>{t('state.optional')}</span>}
        {props.aside}
      </div>
      {cloneElement(props.children, {
        id,
        className: styles.input,
        'aria-invalid': props.error ? true : undefined,
        'aria-describedby': note ? `${id}-note` : undefined,
      })}
      {note && (
        <div
          id={`${id}-note`}
          className={props.error ? styles.error : styles.hint}
          role={props.error ? 'alert' : undefined}
        >
          {note}
        </div>
      )}
    </div>
  );
}

export function TextField({
  label,
  error,
  hint,
  optional,
  aside,
  ...input
}: FieldProps & ComponentPropsWithRef<'input'>) {
  return (
    <Field label={label} error={error} hint={hint} optional={optional ?? false} aside={aside}>
      <input {...input} />
    </Field>
  );
}

export function TextArea({
  label,
  error,
  hint,
  optional,
  aside,
  ...input
}: FieldProps & ComponentPropsWithRef<'textarea'>) {
  return (
    <Field label={label} error={error} hint={hint} optional={optional ?? false} aside={aside}>
      <textarea {...input} />
    </Field>
  );
}

export function SelectField({
  label,
  error,
  hint,
  optional,
  aside,
  ...input
}: FieldProps & ComponentPropsWithRef<'select'>) {
  return (
    <Field label={label} error={error} hint={hint} optional={optional ?? false} aside={aside}>
      <select {...input} />
    </Field>
  );
}

/** What is wrong with a form as a whole. */
export function FormProblem({ children }: { children: ReactNode }) {
  return children ? (
    <div className={styles.problem} role="alert">
      {children}
    </div>
  ) : null;
}

export function FormColumns({ children }: { children: ReactNode }) {
  return <div className={styles.columns}>{children}</div>;
}

export function FormStack({ children }: { children: ReactNode }) {
  return <div className={styles.form}>{children}</div>;
}
