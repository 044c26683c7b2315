import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { MemberRewardsQuery } from '../../gql/graphql.ts';
import { useFormat } from '../../shared/format/use-format.ts';
import { memberName } from '../../shared/record/member-name.ts';
import { Button } from '../../shared/ui/button.tsx';
import { DecideDialog } from './decide-dialog.tsx';
import { RedemptionButtons } from './redemption-buttons.tsx';
import styles from './reward.module.css';
import { RedemptionStatusBadge } from './reward-state.tsx';
import { useRedemptionActs } from './use-redemption-acts.ts';

/** Redemptions of one reward, which tells who took them, or of one member, which tells what. */
export function RedemptionTable(props: {
  label: string;
  page: MemberRewardsQuery['rewardRedemptions'];
  tells: 'member' | 'reward';
  readOnly?: boolean;
  onMore: () => void;
}) {
  const { page, tells } = props;
  const { t } = useTranslation(['reward', 'common']);
  const format = useFormat();
  const { acts, deciding, close } = useRedemptionActs();
  return (
    <>
      <div className={styles.scroller}>
        <table className={styles.table} aria-label={props.label}>
          <thead>
            <tr>
              <th>{t(`redemption.${tells}`)}</th>
              <th>{t('redemption.createdAt')}</th>
              <th>{t('redemption.status')}</th>
              <th className="k-number">{t('redemption.points')}</th>
              {!props.readOnly && <th>{t('redemption.actions')}</th>}
            </tr>
          </thead>
          <tbody>
            {page.edges.map(({ node: row }) => (
              <tr key={row.id}>
                <td>
                  {tells === 'member' ? (
                    <Link to={`/members/${row.member.id}?tab=points`}>
                      {memberName(row.member, t('unnamed'))}
                    </Link>
                  ) : (
                    <Link to={`/rewards/${row.reward.id}`}>{row.reward.name}</Link>
                  )}
                  {row.note && <div className={styles.sub}>{row.note}</div>}
                </td>
                <td className={styles.date}>{format.dateTime(row.createdAt)}</td>
                <td>
                  <RedemptionStatusBadge redemption={row} />
                  {row.decidedAt && <div className={styles.sub}>{format.dateTime(row.decidedAt)}</div>}
                </td>
                <td className="k-number">{format.number(row.points)}</td>
                {!props.readOnly && (
                  <td>
                    <RedemptionButtons redemption={row} {...acts} />
                  </td>
                )}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {page.pageInfo.hasNextPage && (
        <div className={styles.padded}>
          <Button onClick={props.onMore}>{t('common:action.showMore')}</Button>
        </div>
      )}
      {deciding && <DecideDialog {...deciding} onClose={close} />}
    </>
  );
}
