import { useQuery } from '@apollo/client/react';
import DoneIcon from '@mui/icons-material/CheckOutlined';
import CloseIcon from '@mui/icons-material/CloseOutlined';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { ProgrammeStepsQuery } from '../../gql/graphql.ts';
import { useSession } from '../../shared/session/session.tsx';
import { IconButton } from '../../shared/ui/button.tsx';
import { Panel } from '../../shared/ui/page.tsx';
import styles from './overview.module.css';
import { ProgrammeStepsDocument } from './programme.graphql.ts';

/** In the order in which each needs the one before: what there is to be had for points needs points. */
const steps = [
  { key: 'rules', to: '/earning', isDone: (has) => has.earningRules.length > 0 },
  { key: 'tiers', to: '/tiers', isDone: (has) => has.tierLadder !== null },
  { key: 'rewards', to: '/rewards', isDone: (has) => has.rewards.totalCount > 0 },
  { key: 'coupons', to: '/coupons', isDone: (has) => has.couponTemplates.totalCount > 0 },
] as const satisfies { key: string; to: string; isDone: (has: ProgrammeStepsQuery) => boolean }[];

/** What of the membership programme is set up and what isn't yet, for those who do it; nothing once all of it is. */
export function ProgrammeSteps() {
  const { can } = useSession();
  return can('PROGRAMME_UPDATE') && can('POINTS_READ') ? <Steps /> : null;
}

function Steps() {
  const { t } = useTranslation(['overview', 'common']);
  const { brand } = useSession();
  const hiddenKey = `kolony.programme-steps.${brand.id}`;
  const [hidden, setHidden] = useState(() => localStorage.getItem(hiddenKey) !== null);
  const { data } = useQuery(ProgrammeStepsDocument, { fetchPolicy: 'cache-and-network', skip: hidden });
  if (hidden || !data || steps.every(({ isDone }) => isDone(data))) return null;
  const hide = () => {
    localStorage.setItem(hiddenKey, '1');
    setHidden(true);
  };
  return (
    <Panel
      title={t('programme.title')}
      lead={t('programme.lead')}
      flush
      actions={
        <IconButton aria-label={t('programme.hide')} title={t('programme.hide')} onClick={hide}>
          <CloseIcon />
        </IconButton>
      }
    >
      <ol className={styles.steps}>
        {steps.map(({ key, to, isDone }, at) => {
          const done = isDone(data);
          return (
            <li key={key}>
              <Link to={to} data-done={done}>
                <span className={styles.stepNo} aria-hidden>
                  {done ? <DoneIcon /> : at + 1}
                </span>
                <strong>{t(`programme.step.${key}`)}</strong>
                <small>{done ? t('programme.done') : t(`programme.hint.${key}`)}</small>
              </Link>
            </li>
          );
        })}
      </ol>
    </Panel>
  );
}
