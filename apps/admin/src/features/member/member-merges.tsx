import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { MemberWholeFragment } from '../../gql/graphql.ts';
import { useAct } from '../../shared/api/use-act.ts';
import { useFormat } from '../../shared/format/use-format.ts';
import { memberName } from '../../shared/record/member-name.ts';
import { useSession } from '../../shared/session/session.tsx';
import { Button } from '../../shared/ui/button.tsx';
import { ConfirmDialog } from '../../shared/ui/confirm-dialog.tsx';
import { Badge } from '../../shared/ui/page.tsx';
import { EmptyState } from '../../shared/ui/states.tsx';
import { toast } from '../../shared/ui/toast.tsx';
import { MemberMergeUndoDocument } from './member-acts.graphql.ts';
import styles from './member-page.module.css';

/** Which members were joined into this one, and the way back. */
export function MemberMerges({ member }: { member: MemberWholeFragment }) {
  const { t } = useTranslation(['member', 'common']);
  const format = useFormat();
  const { can } = useSession();
  const [undoing, setUndoing] = useState<string>();
  const [undo, busy] = useAct(MemberMergeUndoDocument, { refetch: ['Member', 'Members'] });
  if (member.merges.length === 0) return <EmptyState title={t('merge.empty')} text={t('merge.emptyText')} />;
  const confirm = async () => {
    if (!undoing) return;
    const acted = await undo({ input: { id: undoing } });
    if (!acted) return;
    setUndoing(undefined);
    if (acted.errors[0]) toast(acted.errors[0].message, { tone: 'danger' });
    else toast(t('merge.undone'));
  };
  return (
    <>
      <ul className={styles.rows}>
        {member.merges.map((merge) => {
          const other = merge.kept.id === member.id ? merge.merged : merge.kept;
          return (
            <li key={merge.id}>
              <div className={styles.grow}>
                <Link to={`/members/${other.id}`}>{memberName(other, t('unnamed'))}</Link>
                <div className={styles.sub}>
                  {[format.dateTime(merge.mergedAt), merge.mergedBy?.name].filter(Boolean).join(' · ')}
                </div>
              </div>
              {merge.undoneAt ? (
                <Badge>{t('merge.undoneAt', { date: format.dateTime(merge.undoneAt) })}</Badge>
              ) : (
                can('MEMBER_MERGE') && <Button onClick={() => setUndoing(merge.id)}>{t('merge.undo')}</Button>
              )}
            </li>
          );
        })}
      </ul>
      <ConfirmDialog
        open={undoing !== undefined}
        title={t('merge.undoTitle')}
        confirm={t('merge.undo')}
        busy={busy}
        onConfirm={() => void confirm()}
        onClose={() => setUndoing(undefined)}
      >
        {t('merge.undoText')}
      </ConfirmDialog>
    </>
  );
}
