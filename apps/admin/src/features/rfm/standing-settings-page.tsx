import { useApolloClient, useQuery } from '@apollo/client/react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { StandingSettingsUpdateMutation, StandingSettingsWholeFragment } from '../../gql/graphql.ts';
import { useAct } from '../../shared/api/use-act.ts';
import formStyles from '../../shared/form/field.module.css';
import { FormProblem } from '../../shared/form/field.tsx';
import { UnsavedGuard } from '../../shared/form/unsaved-guard.tsx';
import { useServerForm } from '../../shared/form/use-server-form.ts';
import { useDebounced } from '../../shared/hooks/use-debounced.ts';
import { useSession } from '../../shared/session/session.tsx';
import { Button } from '../../shared/ui/button.tsx';
import { Page, PageBody, PageHeader } from '../../shared/ui/page.tsx';
import { FailureState, Skeleton } from '../../shared/ui/states.tsx';
import { toast } from '../../shared/ui/toast.tsx';
import { CalculationBar } from './calculation-bar.tsx';
import { StandingSettingsDocument, StandingSettingsUpdateDocument } from './rfm.graphql.ts';
import styles from './rfm.module.css';
import { ScoreFields, StageFields } from './setting-fields.tsx';
import { SettingPreview } from './setting-preview.tsx';
import { inputOf, type SettingValues, settingSchema, valuesOf } from './setting-values.ts';
import { useCalculation } from './use-calculation.ts';

/** How members are scored and their stages told, with a preview of what would come of it. */
export function StandingSettingsPage() {
  const { t } = useTranslation(['rfm', 'common']);
  const { data, error, refetch } = useQuery(StandingSettingsDocument, { fetchPolicy: 'cache-and-network' });
  return (
    <Page>
      <PageHeader title={t('setting.title')} back={{ to: '/rfm', label: t('setting.back') }} />
      <PageBody>
        {data ? (
          <Settings settings={data.standingSettings} />
        ) : error ? (
          <FailureState error={error} onRetry={() => void refetch()} />
        ) : (
          <div className={styles.settings} aria-busy="true">
            <Skeleton height={420} />
            <Skeleton height={420} />
          </div>
        )}
      </PageBody>
    </Page>
  );
}

function Settings({ settings }: { settings: StandingSettingsWholeFragment }) {
  const { t } = useTranslation(['rfm', 'common']);
  const { can } = useSession();
  const client = useApolloClient();
  const [base, setBase] = useState(settings);
  const [update] = useAct(StandingSettingsUpdateDocument);
  const calculation = useCalculation(() => undefined);
  const writable = can('PROGRAMME_UPDATE');
  const { form, submit, busy, problem, dirty, draft } = useServerForm<
    SettingValues,
    StandingSettingsUpdateMutation
  >({
    schema: settingSchema(t),
    defaultValues: valuesOf(base),
    send: async (values) => await update({ input: { version: base.version, ...inputOf(values) } }),
    onDone: ({ standingSettingsUpdate: { settings: saved, job } }) => {
      if (saved) take(saved);
      if (job) calculation.job.follow(job.id);
      toast(t('setting.saved'));
    },
    onConflict: async () => {
      const { data } = await client.query({ query: StandingSettingsDocument, fetchPolicy: 'network-only' });
      if (!data) return;
      take(data.standingSettings);
      toast(t('setting.conflict'), { tone: 'danger' });
    },
  });
  const take = (saved: StandingSettingsWholeFragment) => {
    setBase(saved);
    form.reset(valuesOf(saved));
  };
  const typed = useDebounced(JSON.stringify(form.watch()), 500);
  const input = inputOf(JSON.parse(typed));
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <CalculationBar followed={calculation.job} />
      <div className={styles.settings}>
        <fieldset
          className={formStyles.form}
          style={{ border: 0, padding: 0, margin: 0 }}
          disabled={!writable}
        >
          {!writable && <p className="k-muted">{t('setting.readOnly')}</p>}
          <FormProblem>{problem}</FormProblem>
          <ScoreFields form={form} currency={base.currency} />
          <StageFields form={form} />
        </fieldset>
        <SettingPreview input={input} />
      </div>
      {dirty && (
        <div className={formStyles.saveBar}>
          <span role="status">{t('common:state.unsaved')}</span>
          <Button onClick={draft.discard}>{t('common:action.discard')}</Button>
          <Button type="submit" variant="contained" loading={busy}>
            {t('setting.save')}
          </Button>
        </div>
      )}
      <UnsavedGuard dirty={dirty} />
    </form>
  );
}
