import DeleteIcon from '@mui/icons-material/DeleteOutlined';
import EditIcon from '@mui/icons-material/EditOutlined';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAct } from '../../shared/api/use-act.ts';
import { FormProblem, FormStack } from '../../shared/form/field.tsx';
import { useFormat } from '../../shared/format/use-format.ts';
import { IconButton } from '../../shared/ui/button.tsx';
import { ConfirmDialog } from '../../shared/ui/confirm-dialog.tsx';
import { Badge } from '../../shared/ui/page.tsx';
import { toast } from '../../shared/ui/toast.tsx';
import { BenefitDeleteDocument } from './benefit.graphql.ts';
import type { Benefit } from './benefits.ts';
import { showsTiers } from './ladders.ts';
import styles from './tier.module.css';
import { useBenefitWords } from './use-benefit-words.ts';

/** One benefit in words, with its cost and its uses. */
export function BenefitRow(props: { benefit: Benefit; writable: boolean; onEdit: () => void }) {
  const { benefit, writable } = props;
  const { t } = useTranslation(['tier', 'common']);
  const format = useFormat();
  const gives = useBenefitWords();
  const [removing, setRemoving] = useState(false);
  const { name, active, yearlyCost, usesThisMonth, description } = benefit;
  return (
    <li className={styles.benefit} data-off={active ? undefined : ''}>
      <div>
        <strong>{name}</strong> {!active && <Badge>{t('benefit.off')}</Badge>}
        <p>{[gives(benefit), description].filter(Boolean).join(' · ')}</p>
      </div>
      <dl>
        <div>
          <dt>{t('benefit.cost')}</dt>
          <dd>
            {Number(yearlyCost.amount) > 0
              ? t('benefit.perMember', { cost: format.money(yearlyCost) })
              : t('common:state.none')}
          </dd>
        </div>
        <div>
          <dt>{t('benefit.uses')}</dt>
          <dd>{format.number(usesThisMonth)}</dd>
        </div>
      </dl>
      {writable && (
        <span className={styles.benefitActs}>
          <IconButton aria-label={t('benefit.edit', { name })} onClick={props.onEdit}>
            <EditIcon />
          </IconButton>
          <IconButton aria-label={t('benefit.remove', { name })} onClick={() => setRemoving(true)}>
            <DeleteIcon />
          </IconButton>
        </span>
      )}
      {removing && <RemoveDialog benefit={benefit} onClose={() => setRemoving(false)} />}
    </li>
  );
}

function RemoveDialog({ benefit, onClose }: { benefit: Benefit; onClose: () => void }) {
  const { t } = useTranslation(['tier', 'common']);
  const { id, name } = benefit;
  const [problem, setProblem] = useState<string>();
  const [remove, busy] = useAct(BenefitDeleteDocument, { refetch: showsTiers });
  const confirm = async () => {
    const acted = await remove({ input: { id } });
    if (!acted) return;
    if (acted.errors[0]) return setProblem(acted.errors[0].message);
    toast(t('benefit.removed', { name }));
    onClose();
  };
  return (
    <ConfirmDialog
      open
      title={t('benefit.removeTitle', { name })}
      confirm={t('common:action.delete')}
      danger
      busy={busy}
      onConfirm={() => void confirm()}
      onClose={onClose}
    >
      <FormStack>
        <FormProblem>{problem}</FormProblem>
        <p>{t('benefit.removeText')}</p>
      </FormStack>
    </ConfirmDialog>
  );
}
