import { useApolloClient } from '@apollo/client/react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { type Acted, useAct } from '../../shared/api/use-act.ts';
import { ConflictDialog } from '../../shared/form/conflict-dialog.tsx';
import formStyles from '../../shared/form/field.module.css';
import { FormProblem } from '../../shared/form/field.tsx';
import layout from '../../shared/form/form-page.module.css';
import { UnsavedGuard } from '../../shared/form/unsaved-guard.tsx';
import { useServerForm } from '../../shared/form/use-server-form.ts';
import { changedFields, conflictsBetween, withFields } from '../../shared/form/versions.ts';
import { useSession } from '../../shared/session/session.tsx';
import { Button } from '../../shared/ui/button.tsx';
import { Panel } from '../../shared/ui/page.tsx';
import { toast } from '../../shared/ui/toast.tsx';
import { RewardCreateDocument, RewardDocument, RewardUpdateDocument } from './reward.graphql.ts';
import { RewardCard } from './reward-card.tsx';
import { RewardFields } from './reward-fields.tsx';
import { contentOf, type RewardValues, rewardFields, rewardSchema, valuesOf } from './reward-values.ts';
import { inputOf, type Reward } from './rewards.ts';
import { showsRewards } from './use-reward-switch.ts';
import { useRewardWords } from './use-reward-words.ts';

/** A reward to be made, or changed, beside how members see it. */
export function RewardForm({ reward, values: initial }: { reward?: Reward; values: RewardValues }) {
  const { t } = useTranslation(['reward', 'common']);
  const { timeZone } = useSession().brand;
  const navigate = useNavigate();
  const client = useApolloClient();
  const words = useRewardWords();
  const [base, setBase] = useState({ reward, values: initial });
  const [clash, setClash] = useState<{ mine: RewardValues; now: Reward }>();
  const [saved, setSaved] = useState<string>();
  const [create] = useAct(RewardCreateDocument, { refetch: showsRewards });
  const [update, updating] = useAct(RewardUpdateDocument, { refetch: showsRewards });
  const take = (id: string, name: string) => {
    setClash(undefined);
    setSaved(`/rewards/${id}`);
    toast(reward ? t('common:state.saved') : t('form.created', { name }));
  };
  const send = async (
    values: RewardValues,
    before: Reward | undefined,
  ): Promise<Acted<{ id: string | undefined }>> => {
    const input = inputOf(contentOf(values, before, timeZone));
    if (before) {
      const acted = await update({ input: { ...input, id: before.id, version: before.version } });
      return acted && { data: { id: before.id }, errors: acted.errors };
    }
    const acted = await create({ input });
    return acted && { data: { id: acted.data.rewardCreate.reward?.id }, errors: acted.errors };
  };
  const { form, submit, busy, problem, dirty, draft } = useServerForm({
    draft: reward ? `reward.${reward.id}` : 'reward.new',
    schema: rewardSchema(t),
    defaultValues: base.values,
    send: (values) => send(values, base.reward),
    onDone: ({ id = '' }, values) => take(id, values.name.trim()),
    onConflict: async (mine) => {
      const { data } = await client.query({
        query: RewardDocument,
        variables: { id: reward?.id ?? '' },
        fetchPolicy: 'network-only',
      });
      const now = data?.reward;
      if (!now) return;
      if (conflicts(mine, now).length > 0) setClash({ mine, now });
      else await save(mine, now, new Set());
    },
  });
  // What was changed elsewhere, or taken by members, is taken over as long as nothing was begun here.
  useEffect(() => {
    if (!reward || reward.version === base.reward?.version || dirty || saved) return;
    const values = valuesOf(reward, timeZone);
    setBase({ reward, values });
    form.reset(values);
  }, [reward, base, dirty, saved, form, timeZone]);
  // Once nothing is unsaved any more, so that leaving isn't asked about.
  useEffect(() => {
    if (saved) void navigate(saved);
  }, [saved, navigate]);

  const conflicts = (mine: RewardValues, now: Reward) =>
    conflictsBetween(rewardFields, { base: base.values, mine, now: valuesOf(now, timeZone) });
  const save = async (mine: RewardValues, now: Reward, kept: Set<string>) => {
    const fields = changedFields(rewardFields, base.values, mine).filter((field) => !kept.has(field));
    const acted = await send(withFields(valuesOf(now, timeZone), mine, fields), now);
    if (acted?.errors.length === 0) {
      draft.forget();
      take(now.id, mine.name.trim());
    } else if (acted) toast(acted.errors[0]?.message ?? '', { tone: 'danger' });
  };

  const values = form.watch();
  return (
    <form
      noValidate
      className={layout.form}
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <div className={layout.columns}>
        <div className={formStyles.form}>
          <FormProblem>{problem}</FormProblem>
          <RewardFields form={form} values={values} />
        </div>
        <div className={layout.aside}>
          <Panel title={t('card.title')}>
            <RewardCard reward={contentOf(values, base.reward, timeZone)} />
          </Panel>
        </div>
      </div>
      <div className={layout.saveBar}>
        <span role="status">
          {draft.restored ? t('common:state.draft') : dirty && t('common:state.unsaved')}
        </span>
        {dirty && (
          <Button variant="text" onClick={draft.discard}>
            {draft.restored ? t('common:state.draftDiscard') : t('common:action.discard')}
          </Button>
        )}
        <Button to={reward ? `/rewards/${reward.id}` : '/rewards'}>{t('common:action.cancel')}</Button>
        <Button type="submit" variant="contained" loading={busy} disabled={reward && !dirty}>
          {reward ? t('common:action.save') : t('form.create')}
        </Button>
      </div>
      <UnsavedGuard dirty={dirty && !saved} onLeave={draft.forget} />
      {clash && (
        <ConflictDialog
          conflicts={conflicts(clash.mine, clash.now).map((field) => ({
            name: field,
            label: words.field(field),
            yours: words.value(clash.mine, field),
            theirs: words.value(valuesOf(clash.now, timeZone), field),
          }))}
          busy={updating}
          onSave={(kept) => void save(clash.mine, clash.now, kept)}
          onClose={() => setClash(undefined)}
        />
      )}
    </form>
  );
}
