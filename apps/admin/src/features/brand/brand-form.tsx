import { useApolloClient } from '@apollo/client/react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { BrandWholeFragment } from '../../gql/graphql.ts';
import { useAct } from '../../shared/api/use-act.ts';
import { ConflictDialog } from '../../shared/form/conflict-dialog.tsx';
import formStyles from '../../shared/form/field.module.css';
import { FormProblem } from '../../shared/form/field.tsx';
import { UnsavedGuard } from '../../shared/form/unsaved-guard.tsx';
import { useServerForm } from '../../shared/form/use-server-form.ts';
import { Button } from '../../shared/ui/button.tsx';
import { Panel } from '../../shared/ui/page.tsx';
import { toast } from '../../shared/ui/toast.tsx';
import { BrandSettingsDocument, BrandUpdateDocument } from './brand.graphql.ts';
import { type BrandValues, brandSchema, changedFields, inputOf, valuesOf } from './brand-values.ts';
import { ChannelsField } from './channels-field.tsx';
import { LookFields } from './look-fields.tsx';
import { RegionFields } from './region-fields.tsx';
import { StoryFields } from './story-fields.tsx';
import { useFieldText } from './use-field-text.ts';

/** The settings of a brand, for those who may change them. */
export function BrandForm({ brand }: { brand: BrandWholeFragment }) {
  const { t } = useTranslation(['brand', 'common']);
  const client = useApolloClient();
  const fieldText = useFieldText();
  const [base, setBase] = useState(brand);
  const [clash, setClash] = useState<{ mine: BrandValues; now: BrandWholeFragment }>();
  const [update, saving] = useAct(BrandUpdateDocument);
  const before = valuesOf(base);
  const take = (saved: BrandWholeFragment | null | undefined) => {
    if (!saved) return;
    setBase(saved);
    setClash(undefined);
    form.reset(valuesOf(saved));
    toast(t('common:state.saved'));
  };
  const { form, submit, busy, problem, dirty, draft } = useServerForm({
    draft: `brand.${brand.id}`,
    schema: brandSchema(t),
    defaultValues: before,
    send: (values) =>
      update({ input: { version: base.version, ...inputOf(values, changedFields(before, values)) } }),
    onDone: (data) => take(data.brandUpdate.brand),
    onConflict: async (mine) => {
      const { data } = await client.query({ query: BrandSettingsDocument, fetchPolicy: 'network-only' });
      if (!data) return;
      const now = data.brand;
      if (conflictsBetween(mine, now).length > 0) setClash({ mine, now });
      else await save(mine, now, new Set());
    },
  });
  // Someone else's change is taken over as long as nothing was begun here.
  useEffect(() => {
    if (brand.version === base.version || dirty) return;
    setBase(brand);
    form.reset(valuesOf(brand));
  }, [brand, base.version, dirty, form]);

  // Only what both sides changed, and differently, has to be decided.
  const conflictsBetween = (mine: BrandValues, now: BrandWholeFragment) => {
    const theirs = changedFields(before, valuesOf(now));
    const different = changedFields(mine, valuesOf(now));
    return changedFields(before, mine).filter((field) => theirs.includes(field) && different.includes(field));
  };
  const save = async (mine: BrandValues, now: BrandWholeFragment, kept: Set<string>) => {
    const fields = changedFields(before, mine).filter((field) => !kept.has(field));
    const acted = await update({ input: { version: now.version, ...inputOf(mine, fields) } });
    if (acted?.errors.length === 0) take(acted.data.brandUpdate.brand);
    else if (acted) toast(acted.errors[0]?.message ?? '', { tone: 'danger' });
  };
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <div className={formStyles.form}>
        <FormProblem>{problem}</FormProblem>
        <Panel title={t('panel.story')} lead={t('panelLead.story')}>
          <StoryFields form={form} />
        </Panel>
        <Panel title={t('panel.look')} lead={t('panelLead.look')}>
          <LookFields form={form} />
        </Panel>
        <Panel title={t('panel.channels')} lead={t('panelLead.channels')}>
          <ChannelsField form={form} />
        </Panel>
        <Panel title={t('panel.region')} lead={t('panelLead.region')}>
          <RegionFields form={form} currencyFixed={base.currencyFixed} />
        </Panel>
      </div>
      {dirty && (
        <div className={formStyles.saveBar}>
          <span role="status">{draft.restored ? t('common:state.draft') : t('common:state.unsaved')}</span>
          <Button onClick={draft.discard}>
            {draft.restored ? t('common:state.draftDiscard') : t('common:action.discard')}
          </Button>
          <Button type="submit" variant="contained" loading={busy}>
            {t('common:action.save')}
          </Button>
        </div>
      )}
      <UnsavedGuard dirty={dirty} onLeave={draft.forget} />
      {clash && (
        <ConflictDialog
          conflicts={conflictsBetween(clash.mine, clash.now).map((field) => ({
            name: field,
            label: t(`field.${field}`),
            yours: fieldText(clash.mine, field),
            theirs: fieldText(valuesOf(clash.now), field),
          }))}
          busy={saving}
          onSave={(kept) => void save(clash.mine, clash.now, kept)}
          onClose={() => setClash(undefined)}
        />
      )}
    </form>
  );
}
