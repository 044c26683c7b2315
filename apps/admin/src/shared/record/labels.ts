import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../format/use-format.ts';

/** How actions, nouns and fields of the audit log read; one that has no words (yet) is shown as it is stored. */
export function useRecordLabels(): {
  action: (action: string) => string;
  noun: (noun: string) => string;
  field: (field: string) => string;
  /** A stored value as people write it: times in the brand's zone, yes and no, words for what is chosen from a list. */
  value: (value: string, field?: string) => string;
  /** Every action that has words, for choosing one. */
  actions: string[];
  nouns: string[];
} {
  const { t } = useTranslation('common');
  const format = useFormat();
  return useMemo(() => {
    const actions: Record<string, string> = t('auditAction', { returnObjects: true });
    const nouns: Record<string, string> = t('noun', { returnObjects: true });
    const fields: Record<string, string> = t('recordField', { returnObjects: true });
    const chosen: Record<string, Record<string, string>> = {
      effect: t('earningEffect', { returnObjects: true }),
      event: t('earningEvent', { returnObjects: true }),
      gender: t('gender', { returnObjects: true }),
      kind: t('identityKind', { returnObjects: true }),
      platform: t('platform', { returnObjects: true }),
      role: t('role', { returnObjects: true }),
      source: t('source', { returnObjects: true }),
      status: {
        ...t('orderStatus', { returnObjects: true }),
        ...t('adjustmentStatus', { returnObjects: true }),
      },
      expiry: t('pointsExpiry', { returnObjects: true }),
    };
    return {
      action: (action: string) => actions[action.replace('.', '_')] ?? action,
      noun: (noun: string) => nouns[noun] ?? noun,
      field: (field: string) => fields[field] ?? field,
      value: (value: string, field?: string) => {
        const word = field && chosen[field]?.[value.toUpperCase()];
        if (word) return word;
        if (value === 'true') return t('state.yes');
        if (value === 'false') return t('state.no');
        return moment.test(value) ? format.dateTime(value) : value;
      },
      actions: Object.keys(actions).map((key) => storedAction(key)),
      nouns: Object.keys(nouns),
    };
  }, [t, format]);
}

const moment = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?Z$/;
const compound = ['brand_operator', 'earning_rule', 'member_client', 'points_programme', 'saved_view'];

/** `brand_operator_update` stands for `brand_operator.update`, `member_identity_add` for `member.identity_add`. */
function storedAction(key: string): string {
  const noun = compound.find((name) => key.startsWith(`${name}_`)) ?? key.slice(0, key.indexOf('_'));
  return `${noun}.${key.slice(noun.length + 1)}`;
}
