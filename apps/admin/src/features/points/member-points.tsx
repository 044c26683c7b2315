import { useQuery } from '@apollo/client/react';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PointsEntryAction, PointsStatementEntryFragment } from '../../gql/graphql.ts';
import { useSession } from '../../shared/session/session.tsx';
import { Button } from '../../shared/ui/button.tsx';
import { FailureState, SkeletonLines } from '../../shared/ui/states.tsx';
import { AdjustDialog } from './adjust-dialog.tsx';
import { GiveBackDialog } from './give-back-dialog.tsx';
import { LotTable } from './lot-table.tsx';
import { MemberPointsDocument } from './points.graphql.ts';
import styles from './points.module.css';
import { RedeemDialog } from './redeem-dialog.tsx';
import { ReleaseDialog } from './release-dialog.tsx';
import { Statement } from './statement.tsx';
import { TakeBackDialog } from './take-back-dialog.tsx';
import { WalletSummary } from './wallet-summary.tsx';

type Opened =
  | { act: 'adjust' | 'redeem' }
  | { act: PointsEntryAction; entry: PointsStatementEntryFragment }
  | undefined;

/** A member's points: what they have, how it came about, and what can be done with it. */
export function MemberPoints(props: {
  memberId: string;
  merged: boolean;
  closed: boolean;
  /** What points were spent for, between what there is and how it came about. */
  children?: ReactNode;
}) {
  const { memberId, merged, closed } = props;
  const { t } = useTranslation(['points', 'common']);
  const { can } = useSession();
  const [opened, setOpened] = useState<Opened>();
  const close = () => setOpened(undefined);
  const { data, error, refetch } = useQuery(MemberPointsDocument, {
    variables: { id: memberId },
    fetchPolicy: 'cache-and-network',
  });
  const wallet = data?.member?.points;
  if (!wallet)
    return (
      <div className={styles.padded}>
        {error ? <FailureState error={error} onRetry={() => void refetch()} /> : <SkeletonLines lines={7} />}
      </div>
    );
  return (
    <div>
      <div className={styles.wallet}>
        {merged ? <p>{t('wallet.merged')}</p> : <WalletSummary wallet={wallet} />}
        {can('POINTS_WRITE') && !merged && !closed && (
          <div className={styles.acts}>
            <Button onClick={() => setOpened({ act: 'redeem' })}>{t('redeem.action')}</Button>
            <Button onClick={() => setOpened({ act: 'adjust' })}>{t('adjust.action')}</Button>
          </div>
        )}
      </div>
      <LotTable lots={wallet.lots} />
      {props.children}
      <Statement memberId={memberId} readOnly={closed} onAct={(entry, act) => setOpened({ act, entry })} />
      {opened?.act === 'adjust' && <AdjustDialog memberId={memberId} wallet={wallet} onClose={close} />}
      {opened?.act === 'redeem' && <RedeemDialog memberId={memberId} wallet={wallet} onClose={close} />}
      {opened?.act === 'GIVE_BACK' && <GiveBackDialog entry={opened.entry} onClose={close} />}
      {opened?.act === 'TAKE_BACK' && <TakeBackDialog entry={opened.entry} onClose={close} />}
      {opened?.act === 'RELEASE' && <ReleaseDialog entry={opened.entry} onClose={close} />}
    </div>
  );
}
