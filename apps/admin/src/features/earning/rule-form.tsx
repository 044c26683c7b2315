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
import { CostPreview } from './cost-preview.tsx';
import {
  EarningRuleCreateDocument,
  EarningRulesDocument,
  EarningRuleUpdateDocument,
} from './earning.graphql.ts';
import styles from './earning.module.css';
import { RuleFields } from './rule-fields.tsx';
import { contentOf, type RuleValues, ruleFields, ruleSchema, valuesOf } from './rule-values.ts';
import { inputOf, type Rule } from './rules.ts';
import { useFieldText } from './use-field-text.ts';
import { useRuleSentence } from './use-rule-sentence.ts';

/** A rule to be made, or changed, beside what it says and what it would have cost. */
export function RuleForm({ rule, values: initial }: { rule?: Rule; values: RuleValues }) {
  const { t } = useTranslation(['earning', 'common']);
  const { brand } = useSession();
  const navigate = useNavigate();
  const client = useApolloClient();
  const sentence = useRuleSentence();
  const fieldText = useFieldText();
  const [base, setBase] = useState({ rule, values: initial });
  const [clash, setClash] = useState<{ mine: RuleValues; now: Rule }>();
  const [saved, setSaved] = useState(false);
  const [create] = useAct(EarningRuleCreateDocument, { refetch: ['EarningRules'] });
  const [update, updating] = useAct(EarningRuleUpdateDocument, { refetch: ['EarningRules'] });
  const schema = ruleSchema(t);
  const take = (name: string) => {
    setClash(undefined);
    setSaved(true);
    toast(rule ? t('common:state.saved') : t('form.created', { name }));
  };
  const send = async (values: RuleValues, before: Rule | undefined): Promise<Acted<unknown>> => {
    const input = inputOf(contentOf(values, before, brand));
    if (!before) return create({ input });
    return update({ input: { ...input, id: before.id, version: before.version } });
  };
  const { form, submit, busy, problem, dirty, draft } = useServerForm({
    draft: rule ? `earning.${rule.id}` : 'earning.new',
    schema,
    defaultValues: base.values,
    send: (values) => send(values, base.rule),
    onDone: (_, values) => take(values.name.trim()),
    onConflict: async (mine) => {
      const { data } = await client.query({ query: EarningRulesDocument, fetchPolicy: 'network-only' });
      const now = data?.earningRules.find(({ id }) => id === rule?.id);
      if (!now) return;
      if (conflicts(mine, now).length > 0) setClash({ mine, now });
      else await save(mine, now, new Set());
    },
  });
  // Someone else's change is taken over as long as nothing was begun here.
  useEffect(() => {
    if (!rule || rule.version === base.rule?.version || dirty || saved) return;
    const values = valuesOf(rule, brand.timeZone);
    setBase({ rule, values });
    form.reset(values);
  }, [rule, base, dirty, saved, form, brand.timeZone]);
  // Once nothing is unsaved any more, so that leaving isn't asked about.
  useEffect(() => {
    if (saved) void navigate('/earning');
  }, [saved, navigate]);

  // Only what both sides changed, and differently, has to be decided.
  const conflicts = (mine: RuleValues, now: Rule) =>
    conflictsBetween(ruleFields, { base: base.values, mine, now: valuesOf(now, brand.timeZone) });
  const save = async (mine: RuleValues, now: Rule, kept: Set<string>) => {
    const fields = changedFields(ruleFields, base.values, mine).filter((field) => !kept.has(field));
    const acted = await send(withFields(valuesOf(now, brand.timeZone), mine, fields), now);
    if (acted?.errors.length === 0) {
      draft.forget();
      take(mine.name.trim());
    } else if (acted) toast(acted.errors[0]?.message ?? '', { tone: 'danger' });
  };

  const values = form.watch();
  const content = contentOf(values, base.rule, brand);
  const complete = schema.safeParse({ ...values, name: values.name.trim() || '…' }).success;
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
          <RuleFields form={form} values={values} isNew={!rule} />
        </div>
        <div className={layout.aside}>
          <Panel title={t('says.title')}>
            <p className={styles.sentence} aria-live="polite">
              <b>{t(`common:earningEvent.${values.event}`)}</b>
              {sentence(content) ?? <span className="k-muted">{t('says.incomplete')}</span>}
            </p>
            {!values.active && <p className="k-muted">{t('says.off')}</p>}
          </Panel>
          <CostPreview
            event={values.event}
            input={complete ? inputOf({ ...content, name: content.name || '…' }) : undefined}
            replaces={rule}
          />
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
        <Button to="/earning">{t('common:action.cancel')}</Button>
        <Button type="submit" variant="contained" loading={busy} disabled={rule && !dirty}>
          {rule ? t('common:action.save') : t('form.create')}
        </Button>
      </div>
      <UnsavedGuard dirty={dirty && !saved} onLeave={draft.forget} />
      {clash && (
        <ConflictDialog
          conflicts={conflicts(clash.mine, clash.now).map((field) => ({
            name: field,
            label: fieldText.label(field),
            yours: fieldText.value(clash.mine, field),
            theirs: fieldText.value(valuesOf(clash.now, brand.timeZone), field),
          }))}
          busy={updating}
          onSave={(kept) => void save(clash.mine, clash.now, kept)}
          onClose={() => setClash(undefined)}
        />
      )}
    </form>
  );
}
