import DeleteIcon from '@mui/icons-material/DeleteOutlined';
import EditIcon from '@mui/icons-material/EditOutlined';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useAct } from '../../shared/api/use-act.ts';
import { IconButton } from '../../shared/ui/button.tsx';
import { Badge, type Tone } from '../../shared/ui/page.tsx';
import { Switch } from '../../shared/ui/switch.tsx';
import { toast } from '../../shared/ui/toast.tsx';
import { Tooltip } from '../../shared/ui/tooltip.tsx';
import { EarningRuleUpdateDocument } from './earning.graphql.ts';
import styles from './earning.module.css';
import { RemoveRuleDialog } from './remove-rule-dialog.tsx';
import { inputOf, type Rule, type RuleState, stateOf } from './rules.ts';
import { useRuleSentence } from './use-rule-sentence.ts';

const tones: Record<RuleState, Tone> = {
  OFF: 'neutral',
  ENDED: 'neutral',
  SCHEDULED: 'info',
  ON: 'positive',
};

/** One rule in words, with what can be done about it. */
export function RuleRow({ rule, writable }: { rule: Rule; writable: boolean }) {
  const { t } = useTranslation(['earning', 'common']);
  const sentence = useRuleSentence();
  const [removing, setRemoving] = useState(false);
  const [update, busy] = useAct(EarningRuleUpdateDocument, { refetch: ['EarningRules'] });
  const { id, version, name } = rule;
  const state = stateOf(rule);
  const toggle = async (active: boolean) => {
    const acted = await update({ input: { ...inputOf({ ...rule, active }), id, version } });
    if (acted?.errors[0]) toast(acted.errors[0].message, { tone: 'danger' });
    else if (acted) toast(active ? t('turnedOn', { name }) : t('turnedOff', { name }));
  };
  return (
    <li data-off={state === 'OFF' || state === 'ENDED' ? '' : undefined}>
      <span className={styles.effect}>{t(`common:earningEffect.${rule.effect}`)}</span>
      <div className={styles.said}>
        <div>
          {writable ? <Link to={`/earning/${id}`}>{name}</Link> : <strong>{name}</strong>}{' '}
          <Badge tone={tones[state]}>{t(`state.${state}`)}</Badge>
        </div>
        <p>{sentence(rule)}</p>
      </div>
      {writable && (
        <div className={styles.acts}>
          <Switch
            label={t('toggle', { name })}
            checked={rule.active}
            busy={busy}
            onChange={(active) => void toggle(active)}
          />
          <Tooltip title={t('common:action.edit')}>
            <IconButton to={`/earning/${id}`} aria-label={t('edit', { name })}>
              <EditIcon />
            </IconButton>
          </Tooltip>
          <Tooltip title={t('common:action.delete')}>
            <IconButton aria-label={t('remove.action', { name })} onClick={() => setRemoving(true)}>
              <DeleteIcon />
            </IconButton>
          </Tooltip>
        </div>
      )}
      {removing && <RemoveRuleDialog rule={rule} onClose={() => setRemoving(false)} />}
    </li>
  );
}
