import { useApolloClient } from '@apollo/client/react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { describeFailure } from '../../shared/api/describe-failure.ts';
import { useAct } from '../../shared/api/use-act.ts';
import { ConflictDialog } from '../../shared/form/conflict-dialog.tsx';
import formStyles from '../../shared/form/field.module.css';
import { FormProblem } from '../../shared/form/field.tsx';
import { showFieldErrors } from '../../shared/form/field-errors.ts';
import layout from '../../shared/form/form-page.module.css';
import { UnsavedGuard } from '../../shared/form/unsaved-guard.tsx';
import { useServerForm } from '../../shared/form/use-server-form.ts';
import { Alert } from '../../shared/ui/alert.tsx';
import { Button } from '../../shared/ui/button.tsx';
import { PageBody, Panel } from '../../shared/ui/page.tsx';
import { toast } from '../../shared/ui/toast.tsx';
import { GrowthFields, PolicyFields } from './ladder-fields.tsx';
import { LadderPreview } from './ladder-preview.tsx';
import { contentOf, type LadderValues, ladderSchema, valuesOf } from './ladder-values.ts';
import { changedParts, conflictingParts, mergedValues } from './ladder-versions.ts';
import { showsTiers } from './ladders.ts';
import { PreviewProgress } from './preview-progress.tsx';
import { LadderChangeDocument, TierLadderDocument } from './tier.graphql.ts';
import styles from './tier.module.css';
import { TierFields } from './tier-fields.tsx';
import { useLadderParts } from './use-ladder-parts.ts';
import { useLadderWords } from './use-ladder-words.ts';
import { useLeading } from './use-leading.ts';
import type { LadderPreviewing } from './use-preview.ts';

/** A ladder as it is on the server, or would begin. */
interface Base {
  version: number;
  values: LadderValues;
}

/** The ladder as it is to be: first what it would do to the members is looked at, then it takes effect. */
export function LadderForm(props: {
  base: Base;
  /** What was asked about before the page was left. */
  asked: LadderValues | undefined;
  /** What a ladder begins with where there is none. */
  first: LadderValues;
  previewing: LadderPreviewing;
  /** How many members stand on each tier now. */
  counts: ReadonlyMap<string, number>;
}) {
  const { asked, previewing } = props;
  const { phase, preview } = previewing;
  const { t } = useTranslation(['tier', 'common']);
  const navigate = useNavigate();
  const client = useApolloClient();
  const words = useLadderWords();
  const parts = useLadderParts();
  const leading = useLeading();
  // What the form began with stays, whatever the server tells of the ladder meanwhile.
  const [base, setBase] = useState(props.base);
  const [looking, setLooking] = useState(false);
  const [refused, setRefused] = useState<string>();
  const [clash, setClash] = useState<{ mine: LadderValues; now: Base }>();
  const [saved, setSaved] = useState(false);
  const [change] = useAct(LadderChangeDocument, { refetch: showsTiers });
  const schema = ladderSchema(t);
  const { form, submit, busy, problem, dirty, draft } = useServerForm({
    draft: 'tier.ladder',
    schema,
    defaultValues: base.values,
    send: (values) => change({ input: { ...contentOf(values), version: base.version } }),
    onDone: ({ tierLadderChange }) => {
      const job = tierLadderChange.change?.job;
      if (job) leading.follow(job.id);
      setSaved(true);
    },
    onConflict: (mine) => void rebase(mine),
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: what was asked about is there when the form is opened
  useEffect(() => {
    if (asked) form.reset(asked, { keepDefaultValues: true });
  }, []);
  const { drop } = previewing;
  // Once nothing is unsaved any more, so that leaving isn't asked about; what was previewed stands until the page is left.
  useEffect(() => {
    if (saved) void Promise.resolve(navigate('/tiers')).then(drop);
  }, [saved, navigate, drop]);
  // What stands at a field can only be mended where the field is.
  useEffect(() => {
    if (problem) drop();
  }, [problem, drop]);

  const look = async (values: LadderValues, version: number) => {
    setRefused(undefined);
    setLooking(true);
    const acted = await previewing.begin({ ...contentOf(values), version });
    setLooking(false);
    if (!acted || acted.errors.length === 0) return;
    if (acted.errors.some(({ code }) => code === 'VERSION_OUTDATED')) return rebase(values);
    setRefused(showFieldErrors(form, acted.errors)[0]?.message);
  };
  /** Somebody else has changed the ladder meanwhile: it is what this one is based on from now on. */
  const rebase = async (mine: LadderValues) => {
    setRefused(undefined);
    try {
      const { data } = await client.query({ query: TierLadderDocument, fetchPolicy: 'network-only' });
      const ladder = data?.tierLadder;
      const now = ladder
        ? { version: ladder.version, values: valuesOf(ladder) }
        : { version: 0, values: props.first };
      if (conflictingParts({ base: base.values, mine, now: now.values }).length > 0) setClash({ mine, now });
      else await merge(mine, now, new Set());
    } catch (error) {
      setRefused(describeFailure(error).message || t('common:failure.unreachable'));
    }
  };
  const merge = async (mine: LadderValues, now: Base, kept: ReadonlySet<string>) => {
    const theirs = changedParts(base.values, now.values).map(parts.label);
    const merged = mergedValues({ base: base.values, mine, now: now.values }, kept);
    previewing.drop();
    setClash(undefined);
    setBase(now);
    form.reset(now.values);
    form.reset(merged, { keepDefaultValues: true });
    toast(t('form.merged', { parts: theirs.join(t('form.and')) }));
    if (changedParts(now.values, merged).length > 0) await look(merged, now.version);
  };
  const values = form.watch();
  const complete = schema.safeParse(values).success;
  const dialog = clash && (
    <ConflictDialog
      text={t('form.conflict')}
      confirm={t('form.takeOver')}
      conflicts={conflictingParts({ base: base.values, mine: clash.mine, now: clash.now.values }).map(
        (part) => {
          const [yours, theirs] = parts.both(part, clash.mine, clash.now.values);
          return { name: part, label: parts.label(part), yours, theirs };
        },
      )}
      busy={looking}
      onSave={(theirs) => void merge(clash.mine, clash.now, theirs)}
      onClose={() => setClash(undefined)}
    />
  );
  if (phase === 'running' || phase === 'done' || phase === 'outdated')
    return (
      <>
        <PageBody>
          <FormProblem>{refused}</FormProblem>
          {phase === 'outdated' && (
            <Alert
              tone="warning"
              action={<Button onClick={() => void rebase(form.getValues())}>{t('form.rebase')}</Button>}
            >
              {t('preview.outdated')}
            </Alert>
          )}
          {phase === 'running' && <PreviewProgress job={previewing.job} />}
          {preview?.result && <LadderPreview preview={preview.result} atOnce={preview.atOnce} />}
        </PageBody>
        <div className={layout.saveBar}>
          <span>{t('preview.notYet')}</span>
          <Button onClick={previewing.drop}>
            {phase === 'running' ? t('preview.stop') : t('preview.back')}
          </Button>
          {phase === 'done' && (
            <Button variant="contained" loading={busy || saved} onClick={submit}>
              {t('preview.confirm')}
            </Button>
          )}
        </div>
        {dialog}
      </>
    );
  return (
    <form
      noValidate
      className={layout.form}
      onSubmit={(event) => {
        event.preventDefault();
        void form.handleSubmit((checked) => look(checked, base.version))();
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
        <Button
          type="submit"
          variant="contained"
          loading={looking || phase === 'begun'}
          disabled={base.version > 0 && !dirty}
        >
          {t('preview.action')}
        </Button>
      </div>
      <UnsavedGuard dirty={dirty && !saved} onLeave={draft.forget} />
      {dialog}
    </form>
  );
}
