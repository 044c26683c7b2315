import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useFormat } from '../../shared/format/use-format.ts';
import { chosenWords } from '../../shared/record/labels.ts';
import styles from './audit.module.css';
import { pathOfId } from './subject-path.ts';

const moment = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/;

/** A value as it stands in the audit log, in words where there are some; what is nested as JSON. */
export function AuditValue(props: { subjectType: string; field: string; value: string }) {
  const { field, value } = props;
  const { t } = useTranslation('common');
  const words = useWords(props.subjectType);
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
  return words(field, value) ?? value;
}

/** Words for values that are chosen from a list: those of all records, and those of one noun before them. */
function useWords(subjectType: string): (field: string, value: string) => string | undefined {
  const { t } = useTranslation(['common', 'tier', 'coupon', 'badge', 'rfm']);
  const { t: common } = useTranslation('common');
  const all = { returnObjects: true } as const;
  const own: Record<string, Record<string, Record<string, string>>> = {
    Badge: {
      criterion: t('badge:criterion', all),
      icon: t('badge:icon', all),
      period: t('badge:period', all),
    },
    Benefit: { kind: t('tier:kind', all), period: t('tier:benefitPeriod', all) },
    Coupon: { status: t('coupon:status', all) },
    CouponRedemption: { status: t('coupon:redemptionStatus', all) },
    CouponTemplate: { kind: t('coupon:kind', all) },
    TierLadder: { period: t('tier:period', all), policy: t('tier:policy', all) },
  };
  const cuts = { QUINTILE: t('rfm:setting.QUINTILE'), THRESHOLD: t('rfm:setting.THRESHOLD') };
  const shared: Record<string, Record<string, string>> = { ...chosenWords(common), method: cuts };
  return (field, value) => {
    const code = value.toUpperCase();
    return own[subjectType]?.[field]?.[code] ?? shared[field]?.[code];
  };
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
