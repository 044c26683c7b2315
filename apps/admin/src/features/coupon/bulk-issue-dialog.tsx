import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { MemberSelection } from '../../gql/graphql.ts';
import { FormDialog } from '../../shared/form/form-dialog.tsx';
import { CouponBulkIssueDocument } from './coupon-acts.graphql.ts';
import { TemplateChoice } from './template-choice.tsx';
import { useKeyedAct } from './use-coupon-act.ts';

/** Begins to issue a coupon to each of the members who were chosen. */
export function BulkIssueDialog(props: {
  selection: MemberSelection;
  count: number;
  onBegun: (jobId: string) => void;
  onClose: () => void;
}) {
  const { t } = useTranslation(['coupon', 'common']);
  const [templateId, setTemplateId] = useState('');
  const [problem, setProblem] = useState<string>();
  const [missing, setMissing] = useState(false);
  const [issue, busy] = useKeyedAct(CouponBulkIssueDocument, ['RunningJobs']);
  const submit = async () => {
    setProblem(undefined);
    if (!templateId) return setMissing(true);
    const acted = await issue({ templateId, selection: props.selection });
    if (!acted) return;
    if (acted.errors[0]) return setProblem(acted.errors[0].message);
    const { job } = acted.data.couponBulkIssue;
    if (job) props.onBegun(job.id);
    props.onClose();
  };
  return (
    <FormDialog
      title={t('issue.bulkTitle', { count: props.count })}
      confirm={t('issue.confirm')}
      busy={busy}
      dirty={false}
      problem={problem}
      onSubmit={() => void submit()}
      onClose={props.onClose}
    >
      <p>{t('issue.bulkText')}</p>
      <TemplateChoice
        value={templateId}
        error={missing && !templateId ? t('common:form.required') : undefined}
        onChange={setTemplateId}
      />
    </FormDialog>
  );
}
