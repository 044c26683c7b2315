import type { TFunction } from 'i18next';
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
    const chosen = chosenWords(t);
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

/** Words for values of fields that are chosen from a list, by the field; the values stand in capitals. */
export function chosenWords(t: TFunction<'common'>): Record<string, Record<string, string>> {
  const words = { returnObjects: true } as const;
  return {
    effect: t('earningEffect', words),
    event: t('earningEvent', words),
    expiry: t('pointsExpiry', words),
    gender: t('gender', words),
    kind: { ...t('identityKind', words), ...t('rewardKind', words) },
    limitPeriod: t('limitPeriod', words),
    platform: t('platform', words),
    purpose: t('consentPurpose', words),
    role: t('role', words),
    source: t('source', words),
    status: { ...t('orderStatus', words), ...t('adjustmentStatus', words), ...t('redemptionStatus', words) },
  };
}

const moment = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?Z$/;
const compound = [
  'brand_operator',
  'coupon_template',
  'earning_rule',
  'member_client',
  'points_programme',
  'saved_view',
  'tier_ladder',
];

/** `brand_operator_update` stands for `brand_operator.update`, `member_identity_add` for `member.identity_add`. */
function storedAction(key: string): string {
  const noun = compound.find((name) => key.startsWith(`${name}_`)) ?? key.slice(0, key.indexOf('_'));
  return `${noun}.${key.slice(noun.length + 1)}`;
}
