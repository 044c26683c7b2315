import { useTranslation } from 'react-i18next';
import type { PointsStatementEntryFragment } from '../../gql/graphql.ts';
import { ConfirmDialog } from '../../shared/ui/confirm-dialog.tsx';
import { toast } from '../../shared/ui/toast.tsx';
import { PointsReleaseDocument } from './points-acts.graphql.ts';
import { usePointsAct } from './use-points-act.ts';

/** Lets the pending points of an earning be spent from now on. */
export function ReleaseDialog(props: { entry: PointsStatementEntryFragment; onClose: () => void }) {
  const { t } = useTranslation('points');
  const [release, busy] = usePointsAct(PointsReleaseDocument);
  const confirm = async () => {
    const acted = await release({ entryId: props.entry.id });
    if (!acted) return;
    const [problem] = acted.errors;
    if (problem) toast(problem.message, { tone: 'danger' });
    else toast(t('release.done'));
    props.onClose();
  };
  return (
    <ConfirmDialog
      open
      title={t('release.title')}
      confirm={t('release.confirm')}
      busy={busy}
      onConfirm={() => void confirm()}
      onClose={props.onClose}
    >
      {t('release.text', { points: Number(props.entry.pendingNow) })}
    </ConfirmDialog>
  );
}
