import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { FormDialog } from '../../shared/form/form-dialog.tsx';
import { type ChosenMember, MemberField } from '../../shared/record/member-field.tsx';
import { toast } from '../../shared/ui/toast.tsx';
import { CouponIssueDocument } from './coupon-acts.graphql.ts';
import { TemplateChoice } from './template-choice.tsx';
import { useKeyedAct } from './use-coupon-act.ts';

/** Issues a coupon: of one template to a member who is chosen, or to one member of a template that is chosen. */
export function IssueDialog(props: {
  template?: { id: string; name: string };
  memberId?: string;
  onClose: () => void;
}) {
  const { t } = useTranslation(['coupon', 'common']);
  const [member, setMember] = useState<ChosenMember>();
  const [chosen, setChosen] = useState('');
  const [problem, setProblem] = useState<string>();
  const [missing, setMissing] = useState(false);
  const [issue, busy] = useKeyedAct(CouponIssueDocument);
  const memberId = props.memberId ?? member?.id;
  const templateId = props.template?.id ?? chosen;
  const submit = async () => {
    setProblem(undefined);
    if (!memberId || !templateId) return setMissing(true);
    const acted = await issue({ memberId, templateId });
    if (!acted) return;
    if (acted.errors[0]) return setProblem(acted.errors[0].message);
    toast(t('issue.done'));
    props.onClose();
  };
  return (
    <FormDialog
      title={props.template ? t('issue.titleOf', { name: props.template.name }) : t('issue.title')}
      confirm={t('issue.confirm')}
      busy={busy}
      dirty={member !== undefined || chosen !== ''}
      problem={problem}
      onSubmit={() => void submit()}
      onClose={props.onClose}
    >
      {!props.template && (
        <TemplateChoice
          value={chosen}
          error={missing && !chosen ? t('common:form.required') : undefined}
          onChange={setChosen}
        />
      )}
      {!props.memberId && (
        <MemberField
          label={t('field.member')}
          value={member}
          error={missing && !member ? t('common:form.required') : undefined}
          onChange={setMember}
        />
      )}
    </FormDialog>
  );
}
