import { useApolloClient } from '@apollo/client/react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { describeFailure } from '../../shared/api/describe-failure.ts';
import { useAct } from '../../shared/api/use-act.ts';
import formStyles from '../../shared/form/field.module.css';
import { FormProblem } from '../../shared/form/field.tsx';
import layout from '../../shared/form/form-page.module.css';
import { UnsavedGuard } from '../../shared/form/unsaved-guard.tsx';
import { useServerForm } from '../../shared/form/use-server-form.ts';
import { Button } from '../../shared/ui/button.tsx';
import { PageBody, Panel } from '../../shared/ui/page.tsx';
import { GrowthFields, PolicyFields } from './ladder-fields.tsx';
import { LadderPreview, type Preview } from './ladder-preview.tsx';
import { contentOf, type LadderValues, ladderSchema } from './ladder-values.ts';
import { showsTiers } from './ladders.ts';
import { LadderChangeDocument, LadderPreviewDocument } from './tier.graphql.ts';
import styles from './tier.module.css';
import { TierFields } from './tier-fields.tsx';
import { useLadderWords } from './use-ladder-words.ts';
import { useLeading } from './use-leading.ts';

/** The ladder as it is to be: first what it would do to the members is looked at, then it takes effect. */
export function LadderForm(props: {
  version: number;
  values: LadderValues;
  /** How many members stand on each tier now. */
  counts: ReadonlyMap<string, number>;
}) {
  const { version } = props;
  const { t } = useTranslation(['tier', 'common']);
  const navigate = useNavigate();
  const client = useApolloClient();
  const words = useLadderWords();
  const leading = useLeading();
  // What the form began with stays, whatever the server tells of the ladder meanwhile.
  const [base] = useState({ version, values: props.values });
  const [preview, setPreview] = useState<Preview>();
  const [looking, setLooking] = useState(false);
  const [refused, setRefused] = useState<string>();
  const [saved, setSaved] = useState(false);
  const [change] = useAct(LadderChangeDocument, { refetch: showsTiers });
  const schema = ladderSchema(t);
  const { form, submit, busy, problem, dirty, draft } = useServerForm({
    draft: `tier.ladder.${base.version}`,
    schema,
    defaultValues: base.values,
    send: (values) => change({ input: { ...contentOf(values), version: base.version } }),
    onDone: ({ tierLadderChange }) => {
      const job = tierLadderChange.change?.job;
      if (job) leading.follow(job.id);
      setSaved(true);
    },
    onConflict: () => setRefused(t('form.outdated')),
  });
  // Once nothing is unsaved any more, so that leaving isn't asked about.
  useEffect(() => {
    if (saved) void navigate('/tiers');
  }, [saved, navigate]);
  // What stands at a field can only be mended where the field is.
  useEffect(() => {
    if (problem) setPreview(undefined);
  }, [problem]);

  const look = form.handleSubmit(async (values) => {
    setRefused(undefined);
    setLooking(true);
    try {
      const { data } = await client.query({
        query: LadderPreviewDocument,
        variables: { input: contentOf(values) },
        fetchPolicy: 'no-cache',
      });
      setPreview(data?.tierLadderPreview);
    } catch (error) {
      setRefused(describeFailure(error).message || t('common:failure.unreachable'));
    } finally {
      setLooking(false);
    }
  });
  const values = form.watch();
  const complete = schema.safeParse(values).success;
  if (preview)
    return (
      <>
        <PageBody>
          <FormProblem>{refused}</FormProblem>
          <LadderPreview preview={preview} atOnce={values.atOnce} />
        </PageBody>
        <div className={layout.saveBar}>
          <span>{t('preview.notYet')}</span>
          <Button onClick={() => setPreview(undefined)}>{t('preview.back')}</Button>
          <Button variant="contained" loading={busy} onClick={submit}>
            {t('preview.confirm')}
          </Button>
        </div>
        <UnsavedGuard dirty={dirty && !saved} onLeave={draft.forget} />
      </>
    );
  return (
    <form
      noValidate
      className={layout.form}
      onSubmit={(event) => {
        event.preventDefault();
        void look();
      }}
    >
      <div className={layout.columns}>
        <div className={formStyles.form}>
          <FormProblem>{refused ?? problem}</FormProblem>
          <TierFields form={form} counts={props.counts} />
          <GrowthFields form={form} />
          <PolicyFields form={form} values={values} isNew={base.version === 0} />
        </div>
        <div className={layout.aside}>
          <Panel title={t('terms.title')}>
            <div className={styles.terms} aria-live="polite">
              {complete ? (
                <>
                  <p>{words.growth(contentOf(values))}</p>
                  <p>{words.downgrade(contentOf(values))}</p>
                </>
              ) : (
                <p className="k-muted">{t('form.incomplete')}</p>
              )}
            </div>
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
        <Button to="/tiers">{t('common:action.cancel')}</Button>
        <Button type="submit" variant="contained" loading={looking} disabled={base.version > 0 && !dirty}>
          {t('preview.action')}
        </Button>
      </div>
      <UnsavedGuard dirty={dirty && !saved} onLeave={draft.forget} />
    </form>
  );
}
