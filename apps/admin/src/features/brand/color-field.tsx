import { useTranslation } from 'react-i18next';
import { Field } from '../../shared/form/field.tsx';
import styles from './brand.module.css';

/** A colour, picked or typed as `#rrggbb`; empty for none. */
export function ColorField(props: {
  label: string;
  value: string;
  error: string | undefined;
  onChange: (value: string) => void;
}) {
  return (
    <Field label={props.label} error={props.error} optional>
      <ColorInput name={props.label} value={props.value} onChange={props.onChange} />
    </Field>
  );
}

/** The attributes come from the field around it and go to the text, which is what its label names. */
function ColorInput(props: {
  name: string;
  value: string;
  onChange: (value: string) => void;
  id?: string;
  className?: string | undefined;
  'aria-invalid'?: boolean | undefined;
  'aria-describedby'?: string | undefined;
}) {
  const { name, value, onChange, ...attributes } = props;
  const { t } = useTranslation('brand');
  const valid = /^#[0-9a-f]{6}$/i.test(value);
  return (
    <span className={styles.color}>
      <input
        type="color"
        aria-label={t('color.pick', { name })}
        data-empty={valid ? undefined : ''}
        value={valid ? value.toLowerCase() : '#808080'}
        onChange={(event) => onChange(event.target.value)}
      />
      <input
        {...attributes}
        spellCheck={false}
        autoComplete="off"
        placeholder={t('color.none')}
        maxLength={7}
        value={value}
        onChange={(event) => onChange(event.target.value)}
      />
    </span>
  );
}
