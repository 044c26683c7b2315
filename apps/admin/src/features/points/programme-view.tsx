import { useTranslation } from 'react-i18next';
import type { PointsProgrammeWholeFragment } from '../../gql/graphql.ts';
import { Definitions, Panel } from '../../shared/ui/page.tsx';
import { ExpiryPreview } from './expiry-preview.tsx';
import { valuesOf } from './programme-values.ts';
import { useProgrammeText } from './use-programme-text.ts';

/** The rules of points for those who may see but not change them. */
export function ProgrammeView({ programme }: { programme: PointsProgrammeWholeFragment }) {
  const { t } = useTranslation('points');
  const { currency } = programme.value;
  const text = useProgrammeText(currency);
  const values = valuesOf(programme);
  return (
    <>
      <Panel title={t('programme.panel.expiry')}>
        <ExpiryPreview values={values} currency={currency} />
      </Panel>
      <Panel title={t('pages.programme')}>
        <Definitions
          items={[
            { term: t('programme.field.pendingDays'), value: text(values, 'pendingDays') },
            { term: t('programme.field.belowZero'), value: text(values, 'belowZero') },
            { term: t('programme.field.approvalAbove'), value: text(values, 'approval') },
            { term: t('programme.panel.value'), value: text(values, 'value') },
          ]}
        />
      </Panel>
    </>
  );
}
