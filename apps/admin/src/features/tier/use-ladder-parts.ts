import { useTranslation } from 'react-i18next';
import { useFormat } from '../../shared/format/use-format.ts';
import { useSession } from '../../shared/session/session.tsx';
import type { LadderValues } from './ladder-values.ts';
import type { LadderPart } from './ladder-versions.ts';

type Tiers = LadderValues['tiers'];

/** What the parts of a ladder are called, and what two of them say where they differ. */
export function useLadderParts() {
  const { t } = useTranslation(['tier', 'common']);
  const format = useFormat();
  const { currency } = useSession().brand;
  const text = (tiers: Tiers) =>
    tiers.map(({ name, threshold }) => `${name.trim()} ${format.number(Number(threshold))}`).join(' → ');
  const colors = (tiers: Tiers) => tiers.map(({ name, color }) => `${name.trim()} ${color}`).join(' → ');
  const value = (values: LadderValues, part: LadderPart): string => {
    switch (part) {
      case 'tiers':
        return text(values.tiers);
      case 'period':
        return t(`period.${values.period}`);
      case 'policy':
        return t(`policy.${values.policy}`);
      case 'perUnit':
      case 'perOrder':
      case 'graceDays':
      case 'warningDays':
        return values[part];
      default:
        return values.perEvent[part];
    }
  };
  return {
    label: (part: LadderPart): string => {
      if (part === 'tiers') return t('form.panel.tiers');
      if (part === 'perUnit') return t('field.perUnit', { unit: format.money({ amount: '1', currency }) });
      if (part === 'perOrder' || part === 'period' || part === 'policy') return t(`field.${part}`);
      if (part === 'graceDays' || part === 'warningDays') return t(`field.${part}`);
      return t('field.perEvent', { event: t(`common:earningEvent.${part}`) });
    },
    both: (part: LadderPart, mine: LadderValues, now: LadderValues): [string, string] => {
      const [yours, theirs] = [value(mine, part), value(now, part)];
      return part === 'tiers' && yours === theirs ? [colors(mine.tiers), colors(now.tiers)] : [yours, theirs];
    },
  };
}
