import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useFormat } from '../../shared/format/use-format.ts';
import { chosenWords } from '../../shared/record/labels.ts';
import styles from './audit.module.css';
import { pathOfId } from './subject-path.ts';

const moment = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/;

/** A value as it stands in the audit log, in words where there are some; what is nested as JSON. */
export function AuditValue({ field, value }: { field: string; value: string }) {
  const { t } = useTranslation('common');
  const format = useFormat();
  if (value === '') return <span className={styles.none}>{t('form.conflictEmpty')}</span>;
  const path = pathOfId(value);
  if (path) return <Link to={path}>{value}</Link>;
  if (value === 'true' || value === 'false') return value === 'true' ? t('state.yes') : t('state.no');
  if (moment.test(value)) return <time dateTime={value}>{format.exact(value)}</time>;
  if (/^#[0-9a-f]{6}$/.test(value))
    return (
      <span className={styles.swatch}>
        <span style={{ background: value }} aria-hidden />
        {value}
      </span>
    );
  const json = nested(value);
  if (json) return <pre className={styles.json}>{json}</pre>;
  return chosenWords(t)[field]?.[value.toUpperCase()] ?? value;
}

/** Objects and lists of them, indented; undefined for anything that is not JSON. */
function nested(value: string): string | undefined {
  if (!/^[{[]/.test(value)) return undefined;
  try {
    return JSON.stringify(JSON.parse(value), null, 2);
  } catch {
    return undefined;
  }
}
