import { useApolloClient } from '@apollo/client/react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { useAct } from '../../shared/api/use-act.ts';
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
import { CouponTemplateDocument } from './coupon.graphql.ts';
import styles from './coupon.module.css';
import { CouponTemplateCreateDocument, CouponTemplateUpdateDocument } from './coupon-acts.graphql.ts';
import { TemplateFields } from './template-fields.tsx';
import {
  contentOf,
  type TemplateValues,
  templateFields,
  templateSchema,
  valuesOf,
} from './template-values.ts';
import { budgetHolds, inputOf, type Template } from './terms.ts';
import { showsCoupons } from './use-coupon-act.ts';
import { useTerms } from './use-terms.ts';

/** A template to be made, or changed, beside what members are promised by it. */
export function TemplateForm({ template, values: initial }: { template?: Template; values: TemplateValues }) {
  const { t } = useTranslation(['coupon', 'common']);
  const { currency } = useSession().brand;
  const navigate = useNavigate();
  const client = useApolloClient();
  const fieldText = useFieldText();
  const [base, setBase] = useState({ template, values: initial });
  const [clash, setClash] = useState<{ mine: TemplateValues; now: Template }>();
  const [saved, setSaved] = useState<string>();
  const [create] = useAct(CouponTemplateCreateDocument, { refetch: showsCoupons });
  const [update, updating] = useAct(CouponTemplateUpdateDocument, { refetch: showsCoupons });
  const send = async (values: TemplateValues, before: Template | undefined) => {
    const input = inputOf(contentOf(values, currency));
    if (!before) {
      const acted = await create({ input });
      return acted && { ...acted, data: acted.data.couponTemplateCreate.template?.id };
    }
    const acted = await update({ input: { ...input, id: before.id, version: before.version } });
    return acted && { ...acted, data: acted.data.couponTemplateUpdate.template?.id };
  };
  const take = (id: string | undefined) => {
    setClash(undefined);
    toast(template ? t('common:state.saved') : t('form.created'));
    setSaved(id ? `/coupons/${id}` : '/coupons');
  };
  const { form, submit, busy, problem, dirty, draft } = useServerForm({
    draft: template ? `coupon.${template.id}` : 'coupon.new',
    schema: templateSchema(t),
    defaultValues: base.values,
    send: (values) => send(values, base.template),
    onDone: take,
    onConflict: async (mine) => {
      const { data } = await client.query({
        query: CouponTemplateDocument,
        variables: { id: template?.id ?? '' },
        fetchPolicy: 'network-only',
      });
      const now = data?.couponTemplate;
      if (!now) return;
      if (conflicts(mine, now).length > 0) setClash({ mine, now });
      else await save(mine, now, new Set());
    },
  });
  // Someone else's change is taken over as long as nothing was begun here.
  useEffect(() => {
    if (!template || template.version === base.template?.version || dirty || saved) return;
    const values = valuesOf(template);
    setBase({ template, values });
    form.reset(values);
  }, [template, base, dirty, saved, form]);
  // Once nothing is unsaved any more, so that leaving isn't asked about.
  useEffect(() => {
    if (saved) void navigate(saved);
  }, [saved, navigate]);

  // Only what both sides changed, and differently, has to be decided.
  const conflicts = (mine: TemplateValues, now: Template) =>
    conflictsBetween(templateFields, { base: base.values, mine, now: valuesOf(now) });
  const save = async (mine: TemplateValues, now: Template, kept: Set<string>) => {
    const fields = changedFields(templateFields, base.values, mine).filter((field) => !kept.has(field));
    const acted = await send(withFields(valuesOf(now), mine, fields), now);
    if (acted?.errors.length === 0) {
      draft.forget();
      take(acted.data);
    } else if (acted) toast(acted.errors[0]?.message ?? '', { tone: 'danger' });
  };
  const values = form.watch();
  const fixed = (base.template?.issuedCount ?? 0) > 0;
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
          <TemplateFields form={form} values={values} fixed={fixed} />
        </div>
        <div className={layout.aside}>
          <Says values={values} />
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
        <Button to={template ? `/coupons/${template.id}` : '/coupons'}>{t('common:action.cancel')}</Button>
        <Button type="submit" variant="contained" loading={busy} disabled={template && !dirty}>
          {template ? t('common:action.save') : t('form.create')}
        </Button>
      </div>
      <UnsavedGuard dirty={dirty && !saved} onLeave={draft.forget} />
      {clash && (
        <ConflictDialog
          conflicts={conflicts(clash.mine, clash.now).map((field) => ({
            name: field,
            label: fieldText.label(field),
            yours: fieldText.value(clash.mine, field),
            theirs: fieldText.value(valuesOf(clash.now), field),
          }))}
          busy={updating}
          onSave={(kept) => void save(clash.mine, clash.now, kept)}
          onClose={() => setClash(undefined)}
        />
      )}
    </form>
  );
}

/** What members are promised, as it is being written. */
function Says({ values }: { values: TemplateValues }) {
  const { t } = useTranslation('coupon');
  const { currency } = useSession().brand;
  const { sentence } = useTerms();
  const content = contentOf(values, currency);
  const holds = budgetHolds(content);
  return (
    <Panel title={t('says.title')}>
      <p className={styles.sentence} aria-live="polite">
        {sentence(content) ?? <span className="k-muted">{t('says.incomplete')}</span>}
      </p>
      {holds !== undefined && <p className={styles.note}>{t('says.budget', { count: holds })}</p>}
      {!values.active && <p className={styles.note}>{t('says.paused')}</p>}
    </Panel>
  );
}

/** What the fields of a template are called, and their values as texts to be read and compared. */
function useFieldText() {
  const { t } = useTranslation(['coupon', 'common']);
  const { currency } = useSession().brand;
  return {
    label: (field: keyof TemplateValues) => t(`field.${field}`, { currency }),
    value: (values: TemplateValues, field: keyof TemplateValues): string => {
      if (field === 'kind') return t(`kind.${values.kind}`);
      if (field === 'validity') return t(`validity.${values.validity}`);
      const value = values[field];
      if (typeof value === 'boolean') return value ? t('common:state.yes') : t('common:state.no');
      return Array.isArray(value) ? value.join(', ') : value;
    },
  };
}
