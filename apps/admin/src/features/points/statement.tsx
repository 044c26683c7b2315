import { useQuery } from '@apollo/client/react';
import { useTranslation } from 'react-i18next';
import type { PointsEntryAction, PointsEntryKind, PointsStatementEntryFragment } from '../../gql/graphql.ts';
import { useUrlState } from '../../shared/hooks/use-url-state.ts';
import { Button } from '../../shared/ui/button.tsx';
import { EmptyState, FailureState, SkeletonLines } from '../../shared/ui/states.tsx';
import { PointsStatementDocument } from './points.graphql.ts';
import styles from './points.module.css';
import { StatementRow } from './statement-row.tsx';

const kinds = [
  'EARN',
  'MATURE',
  'REDEEM',
  'GIVE_BACK',
  'TAKE_BACK',
  'EXPIRE',
  'ADJUST',
  'MOVE_OUT',
  'MOVE_IN',
] as const satisfies PointsEntryKind[];

/** All that happened to a member's points, the latest first. */
export function Statement(props: {
  memberId: string;
  /** Nothing can be done about what happened. */
  readOnly: boolean;
  onAct: (entry: PointsStatementEntryFragment, action: PointsEntryAction) => void;
}) {
  const { t } = useTranslation(['points', 'common']);
  const [params, setParams] = useUrlState();
  const kind = kinds.find((one) => one === params.get('kind'));
  const { data, previousData, error, refetch, fetchMore } = useQuery(PointsStatementDocument, {
    variables: { id: props.memberId, first: 30, filter: kind ? { kind: [kind] } : null },
    fetchPolicy: 'cache-and-network',
  });
  const entries = (data ?? previousData)?.member?.points.entries;
  return (
    <section aria-label={t('statement.title')} className={styles.statement}>
      <div className={styles.partHead}>
        <h2>{t('statement.title')}</h2>
        <select
          className={styles.select}
          aria-label={t('statement.kind')}
          value={kind ?? ''}
          onChange={(event) => setParams({ kind: event.target.value })}
        >
          <option value="">{t('statement.all')}</option>
          {kinds.map((value) => (
            <option key={value} value={value}>
              {t(`kind.${value}`)}
            </option>
          ))}
        </select>
      </div>
      {!entries ? (
        <div className={styles.padded}>
          {error ? (
            <FailureState error={error} onRetry={() => void refetch()} />
          ) : (
            <SkeletonLines lines={8} />
          )}
        </div>
      ) : entries.edges.length === 0 ? (
        <EmptyState title={kind ? t('statement.emptyFiltered') : t('statement.empty')} />
      ) : (
        <table className={styles.table} aria-label={t('statement.title')} aria-busy={!data}>
          <thead>
            <tr>
              <th className={styles.when}>{t('statement.at')}</th>
              <th>{t('statement.what')}</th>
              <th className="k-number">{t('statement.points')}</th>
              <th className="k-number">{t('statement.balance')}</th>
            </tr>
          </thead>
          {entries.edges.map(({ node }) => (
            <StatementRow
              key={node.id}
              entry={node}
              readOnly={props.readOnly}
              onAct={(action) => props.onAct(node, action)}
            />
          ))}
        </table>
      )}
      {entries?.pageInfo.hasNextPage && (
        <div className={styles.padded}>
          <Button onClick={() => void fetchMore({ variables: { after: entries.pageInfo.endCursor } })}>
            {t('common:action.showMore')}
          </Button>
        </div>
      )}
    </section>
  );
}
