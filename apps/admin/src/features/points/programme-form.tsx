import { useApolloClient } from '@apollo/client/react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PointsProgrammeWholeFragment as Programme } from '../../gql/graphql.ts';
import { useAct } from '../../shared/api/use-act.ts';
import { ConflictDialog } from '../../shared/form/conflict-dialog.tsx';
import formStyles from '../../shared/form/field.module.css';
import { FormProblem } from '../../shared/form/field.tsx';
import { UnsavedGuard } from '../../shared/form/unsaved-guard.tsx';
import { useServerForm } from '../../shared/form/use-server-form.ts';
import { Button } from '../../shared/ui/button.tsx';
import { toast } from '../../shared/ui/toast.tsx';
import { PointsProgrammeDocument, PointsProgrammeUpdateDocument } from './programme.graphql.ts';
import { ProgrammeFields } from './programme-fields.tsx';
import {
  changedFields,
  inputOf,
  type ProgrammeValues,
  programmeSchema,
  valuesOf,
} from './programme-values.ts';
import { useProgrammeText } from './use-programme-text.ts';

/** The rules of points, for those who may change them. */
export function ProgrammeForm({ programme }: { programme: Programme }) {
  const { t } = useTranslation(['points', 'common']);
  const client = useApolloClient();
  const { currency } = programme.value;
  const text = useProgrammeText(currency);
  const [base, setBase] = useState(programme);
  const [clash, setClash] = useState<{ mine: ProgrammeValues; now: Programme }>();
  const [update, saving] = useAct(PointsProgrammeUpdateDocument, { refetch: ['PointsLiability'] });
  const before = valuesOf(base);
  const take = (saved: Programme | null | undefined) => {
    if (!saved) return;
    setBase(saved);
    setClash(undefined);
    form.reset(valuesOf(saved));
    toast(t('common:state.saved'));
  };
  const { form, submit, busy, problem, dirty, draft } = useServerForm({
    draft: 'points.programme',
    schema: programmeSchema(t),
    defaultValues: before,
    send: (values) =>
      update({ input: { version: base.version, ...inputOf(values, changedFields(before, values)) } }),
    onDone: (data) => take(data.pointsProgrammeUpdate.programme),
    onConflict: async (mine) => {
      const { data } = await client.query({ query: PointsProgrammeDocument, fetchPolicy: 'network-only' });
      if (!data) return;
      const now = data.pointsProgramme;
      if (conflictsBetween(mine, now).length > 0) setClash({ mine, now });
      else await save(mine, now, new Set());
    },
  });
  // Someone else's change is taken over as long as nothing was begun here.
  useEffect(() => {
    if (programme.version === base.version || dirty) return;
    setBase(programme);
    form.reset(valuesOf(programme));
  }, [programme, base.version, dirty, form]);

  // Only what both sides changed, and differently, has to be decided.
  const conflictsBetween = (mine: ProgrammeValues, now: Programme) => {
    const theirs = changedFields(before, valuesOf(now));
    const different = changedFields(mine, valuesOf(now));
    return changedFields(before, mine).filter((field) => theirs.includes(field) && different.includes(field));
  };
  const save = async (mine: ProgrammeValues, now: Programme, kept: Set<string>) => {
    const fields = changedFields(before, mine).filter((field) => !kept.has(field));
    const acted = await update({ input: { version: now.version, ...inputOf(mine, fields) } });
    if (acted?.errors.length === 0) take(acted.data.pointsProgrammeUpdate.programme);
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
        <ProgrammeFields form={form} currency={currency} />
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
            label: t(fieldNames[field]),
            yours: text(clash.mine, field),
            theirs: text(valuesOf(clash.now), field),
          }))}
          busy={saving}
          onSave={(kept) => void save(clash.mine, clash.now, kept)}
          onClose={() => setClash(undefined)}
        />
      )}
    </form>
  );
}

const fieldNames = {
  expiry: 'programme.field.expiry',
  pendingDays: 'programme.field.pendingDays',
  belowZero: 'programme.field.belowZero',
  approval: 'programme.field.approvalAbove',
  value: 'programme.panel.value',
} as const;
