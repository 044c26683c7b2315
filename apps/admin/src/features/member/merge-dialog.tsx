import { useQuery } from '@apollo/client/react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { useAct } from '../../shared/api/use-act.ts';
import formStyles from '../../shared/form/field.module.css';
import { useFormat } from '../../shared/format/use-format.ts';
import { memberName } from '../../shared/record/member-name.ts';
import { ConfirmDialog } from '../../shared/ui/confirm-dialog.tsx';
import { SkeletonLines } from '../../shared/ui/states.tsx';
import { toast } from '../../shared/ui/toast.tsx';
import { MemberDocument } from './member.graphql.ts';
import { MemberMergeDocument } from './member-acts.graphql.ts';

/** Two members that are one person, side by side: which of them stays. */
export function MergeDialog(props: {
  keptId: string;
  mergedId: string;
  onClose: () => void;
  onDone?: () => void;
}) {
  const { t } = useTranslation(['member', 'common']);
  const format = useFormat();
  const navigate = useNavigate();
  const first = useQuery(MemberDocument, { variables: { id: props.keptId } }).data?.member;
  const second = useQuery(MemberDocument, { variables: { id: props.mergedId } }).data?.member;
  const [keptId, setKeptId] = useState(props.keptId);
  const [problem, setProblem] = useState<string>();
  const [merge, busy] = useAct(MemberMergeDocument, { refetch: ['Members'] });
  const mergedId = keptId === props.keptId ? props.mergedId : props.keptId;
  const confirm = async () => {
    const acted = await merge({ input: { keptId, mergedId } });
    if (!acted) return;
    if (acted.errors[0]) return setProblem(acted.errors[0].message);
    toast(t('merge.done'));
    props.onClose();
    props.onDone?.();
    void navigate(`/members/${keptId}?tab=merges`);
  };
  const rows = [first, second].flatMap((member) => member ?? []);
  return (
    <ConfirmDialog
      open
      title={t('merge.title')}
      confirm={t('merge.confirm')}
      busy={busy}
      disabled={rows.length < 2}
      onConfirm={() => void confirm()}
      onClose={props.onClose}
    >
      <p>{t('merge.text')}</p>
      {problem && (
        <p role="alert" className={formStyles.problem}>
          {problem}
        </p>
      )}
      {rows.length < 2 ? (
        <SkeletonLines />
      ) : (
        <table className={formStyles.conflict}>
          <thead>
            <tr>
              <th>{t('merge.kept')}</th>
              <th>{t('field.orderCount')}</th>
              <th>{t('field.joinedAt')}</th>
            </tr>
          </thead>
          <tbody>
            {rows.map((member) => (
              <tr key={member.id}>
                <td>
                  <label>
                    <input
                      type="radio"
                      name="kept"
                      checked={member.id === keptId}
                      onChange={() => setKeptId(member.id)}
                    />
                    <span>
                      {memberName(member, t('unnamed'))}
                      <br />
                      <span className="k-muted">
                        {member.identities.flatMap(({ value }) => value ?? []).join(' · ')}
                      </span>
                    </span>
                  </label>
                </td>
                <td>{format.number(member.orderCount)}</td>
                <td>{format.date(member.joinedAt)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </ConfirmDialog>
  );
}
