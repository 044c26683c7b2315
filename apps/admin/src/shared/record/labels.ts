import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';

/** How actions, nouns and fields of the audit log read; one that has no words (yet) is shown as it is stored. */
export function useRecordLabels(): {
  action: (action: string) => string;
  noun: (noun: string) => string;
  field: (field: string) => string;
  /** Every action that has words, for choosing one. */
  actions: string[];
  nouns: string[];
} {
  const { t } = useTranslation('common');
  return useMemo(() => {
    const actions: Record<string, string> = t('auditAction', { returnObjects: true });
    const nouns: Record<string, string> = t('noun', { returnObjects: true });
    const fields: Record<string, string> = t('recordField', { returnObjects: true });
    return {
      action: (action: string) => actions[action.replace('.', '_')] ?? action,
      noun: (noun: string) => nouns[noun] ?? noun,
      field: (field: string) => fields[field] ?? field,
      actions: Object.keys(actions).map((key) => storedAction(key)),
      nouns: Object.keys(nouns),
    };
  }, [t]);
}

const compound = ['brand_operator', 'saved_view'];

/** `brand_operator_update` stands for `brand_operator.update`, `member_identity_add` for `member.identity_add`. */
function storedAction(key: string): string {
  const noun = compound.find((name) => key.startsWith(`${name}_`)) ?? key.slice(0, key.indexOf('_'));
  return `${noun}.${key.slice(noun.length + 1)}`;
}
