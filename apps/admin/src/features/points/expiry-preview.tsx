import { useQuery } from '@apollo/client/react';
import { useTranslation } from 'react-i18next';
import { useDebounced } from '../../shared/hooks/use-debounced.ts';
import styles from './points.module.css';
import { PointsExpiryDocument } from './programme.graphql.ts';
import { numberIn, type ProgrammeValues } from './programme-values.ts';
import { usePointsFormat } from './use-points.ts';
import { useProgrammeText } from './use-programme-text.ts';

/** What a policy means: in words, and for points that are earned today. The server works it out, as it does for points. */
export function ExpiryPreview({ values, currency }: { values: ProgrammeValues; currency: string }) {
  const { t } = useTranslation('points');
  const { lastDay } = usePointsFormat();
  const text = useProgrammeText(currency);
  const months = numberIn('expiryMonths', values.expiryMonths);
  const month = numberIn('expiryMonth', values.expiryMonth);
  const day = numberIn('expiryDay', values.expiryDay);
  const whole = months !== undefined && month !== undefined && day !== undefined;
  const policy = { expiry: values.expiry, expiryMonths: months, expiryMonth: month, expiryDay: day };
  const asked = useDebounced(JSON.stringify(policy), 250);
  const settled = asked === JSON.stringify(policy);
  const { data, previousData } = useQuery(PointsExpiryDocument, {
    variables: {
      expiry: values.expiry,
      expiryMonths: months ?? 1,
      expiryMonth: month ?? 1,
      expiryDay: day ?? 1,
    },
    skip: !whole || !settled,
    fetchPolicy: 'cache-and-network',
  });
  const shown = data ?? previousData;
  if (!whole) return null;
  return (
    <div className={styles.preview} role="status" aria-busy={!data}>
      <p>{text(values, 'expiry')}</p>
      {shown && (
        <p>
          <b>
            {shown.pointsExpiry
              ? t('programme.preview', { date: lastDay(shown.pointsExpiry) })
              : t('programme.previewNever')}
          </b>
        </p>
      )}
    </div>
  );
}
