import { useTranslation } from 'react-i18next';
import { useTierNames } from '../../shared/record/use-tier-names.ts';
import { useSession } from '../../shared/session/session.tsx';
import type { RuleValues } from './rule-values.ts';

/** What the fields of a rule are called, and their values as texts to be read and compared. */
export function useFieldText(): {
  label: (field: keyof RuleValues) => string;
  value: (values: RuleValues, field: keyof RuleValues) => string;
} {
  const { t } = useTranslation(['earning', 'common']);
  const { currency } = useSession().brand;
  const { nameOf } = useTierNames();
  return {
    label: (field) => t(`field.${field}`, { currency }),
    value: (values, field) => {
      if (field === 'event') return t(`common:earningEvent.${values.event}`);
      if (field === 'effect') return t(`common:earningEffect.${values.effect}`);
      if (field === 'channels' || field === 'skus') return values[field].join(', ');
      if (field === 'tierIds') return values.tierIds.map(nameOf).join('、');
      if (field === 'active') return values.active ? t('common:state.yes') : t('common:state.no');
      const value = values[field];
      return field === 'startsAt' || field === 'endsAt' ? value.replace('T', ' ') : value;
    },
  };
}
