import { useQuery } from '@apollo/client/react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { LadderChangeRowFragment as Change, TierLadderChangeStatus } from '../../gql/graphql.ts';
import { useAct } from '../../shared/api/use-act.ts';
import { FormProblem, FormStack } from '../../shared/form/field.tsx';
import { useFormat } from '../../shared/format/use-format.ts';
import { Button } from '../../shared/ui/button.tsx';
import { ConfirmDialog } from '../../shared/ui/confirm-dialog.tsx';
import { Badge, Panel, type Tone } from '../../shared/ui/page.tsx';
import { showsTiers } from './ladders.ts';
import { LadderRollbackDocument, TierChangesDocument } from './tier.graphql.ts';
import styles from './tier.module.css';

const tones: Record<TierLadderChangeStatus, Tone> = {
  RUNNING: 'info',
  DONE: 'positive',
  UNDOING: 'info',
  UNDONE: 'neutral',
};

/** How the ladder was changed, the latest first; the last change can be rolled back. */
export function LadderChanges(props: { writable: boolean; onBegun: (jobId: string) => void }) {
  const { t } = useTranslation(['tier', 'common']);
  const format = useFormat();
  const [asking, setAsking] = useState<Change>();
  const { data } = useQuery(TierChangesDocument, { fetchPolicy: 'cache-and-network' });
  const changes = data?.tierLadderChanges.nodes;
  if (!changes || changes.length === 0) return null;
  return (
    <Panel title={t('changes.title')} flush>
      <ol className={styles.changes} aria-label={t('changes.title')}>
        {changes.map((change) => (
          <li key={change.id}>
            <time dateTime={change.createdAt} title={format.exact(change.createdAt)}>
              {format.dateTime(change.createdAt)}
            </time>
            <div>
              <p>
                {ladderText(change.tiersAfter, format.number)}{' '}
                <Badge tone={tones[change.status]}>{t(`changes.status.${change.status}`)}</Badge>
              </p>
              <p className="k-muted">
                {[
                  change.operator?.name ?? t('changes.nobody'),
                  t('changes.up', { count: change.movedUp }),
                  t('changes.down', { count: change.movedDown }),
                  ...(change.atOnce ? [t('changes.atOnce')] : []),
                ].join(' · ')}
              </p>
            </div>
            {props.writable && change.canBeRolledBack && (
              <Button onClick={() => setAsking(change)}>{t('rollback.action')}</Button>
            )}
          </li>
        ))}
      </ol>
      {asking && (
        <RollbackDialog change={asking} onBegun={props.onBegun} onClose={() => setAsking(undefined)} />
      )}
    </Panel>
  );
}

/** `普通 0 → 银卡 1,000 → 金卡 5,000` */
function ladderText(tiers: Change['tiersAfter'], number: (value: number | string) => string): string {
  return tiers.map(({ name, threshold }) => `${name} ${number(threshold)}`).join(' → ');
}

function RollbackDialog(props: { change: Change; onBegun: (jobId: string) => void; onClose: () => void }) {
  const { t } = useTranslation('tier');
  const format = useFormat();
  const { change } = props;
  const [problem, setProblem] = useState<string>();
  const [rollBack, busy] = useAct(LadderRollbackDocument, { refetch: showsTiers });
  const confirm = async () => {
    const acted = await rollBack({ input: { id: change.id } });
    if (!acted) return;
    if (acted.errors[0]) return setProblem(acted.errors[0].message);
    const job = acted.data.tierLadderRollback.change?.job;
    if (job) props.onBegun(job.id);
    props.onClose();
  };
  return (
    <ConfirmDialog
      open
      title={t('rollback.title')}
      confirm={t('rollback.confirm')}
      danger
      busy={busy}
      onConfirm={() => void confirm()}
      onClose={props.onClose}
    >
      <FormStack>
        <FormProblem>{problem}</FormProblem>
        {change.tiersBefore.length > 0 ? (
          <>
            <p>{t('rollback.text', { ladder: ladderText(change.tiersBefore, format.number) })}</p>
            <p>{t('rollback.members', { up: change.movedUp, down: change.movedDown })}</p>
            <p className="k-muted">{t('rollback.since')}</p>
          </>
        ) : (
          <>
            <p>{t('rollback.none')}</p>
            <p className="k-muted">{t('rollback.noneSince')}</p>
          </>
        )}
      </FormStack>
    </ConfirmDialog>
  );
}
