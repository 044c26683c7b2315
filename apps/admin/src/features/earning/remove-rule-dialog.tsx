import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAct } from '../../shared/api/use-act.ts';
import { FormProblem, FormStack } from '../../shared/form/field.tsx';
import { ConfirmDialog } from '../../shared/ui/confirm-dialog.tsx';
import { toast } from '../../shared/ui/toast.tsx';
import { EarningRuleDeleteDocument } from './earning.graphql.ts';
import type { Rule } from './rules.ts';

/** Deletes a rule, and says before what that means for points that it gave. */
export function RemoveRuleDialog(props: { rule: Rule; onClose: () => void; onDone?: () => void }) {
  const { t } = useTranslation(['earning', 'common']);
  const { id, name, active } = props.rule;
  const [problem, setProblem] = useState<string>();
  const [remove, busy] = useAct(EarningRuleDeleteDocument, { refetch: ['EarningRules'] });
  const confirm = async () => {
    const acted = await remove({ input: { id } });
    if (!acted) return;
    if (acted.errors[0]) return setProblem(acted.errors[0].message);
    toast(t('remove.done', { name }));
    props.onClose();
    props.onDone?.();
  };
  return (
    <ConfirmDialog
      open
      title={t('remove.title', { name })}
      confirm={t('common:action.delete')}
      danger
      busy={busy}
      onConfirm={() => void confirm()}
      onClose={props.onClose}
    >
      <FormStack>
        <FormProblem>{problem}</FormProblem>
        <p>
          {t('remove.text')} {active && t('remove.instead')}
        </p>
      </FormStack>
    </ConfirmDialog>
  );
}
