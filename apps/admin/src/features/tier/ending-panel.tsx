import { useQuery } from '@apollo/client/react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { TiersEndingQuery } from '../../gql/graphql.ts';
import { useFormat } from '../../shared/format/use-format.ts';
import { memberName } from '../../shared/record/member-name.ts';
import { Button } from '../../shared/ui/button.tsx';
import { Badge, Panel } from '../../shared/ui/page.tsx';
import { FailureState, SkeletonLines } from '../../shared/ui/states.tsx';
import { TiersEndingDocument } from './tier.graphql.ts';
import styles from './tier.module.css';
import { TierName } from './tier-name.tsx';

/** Whose tier ends soonest if nothing is added, and how much is missing. */
export function EndingPanel() {
  const { t } = useTranslation(['tier', 'common']);
  const format = useFormat();
  const { data, error, refetch, fetchMore } = useQuery(TiersEndingDocument, {
    variables: { first: 8 },
    fetchPolicy: 'cache-and-network',
  });
  const page = data?.tiersEnding;
  return (
    <Panel
      title={t('ending.title')}
      lead={t('ending.lead')}
      flush
      actions={<Button to="/members?tierEnds=30">{t('ending.list')}</Button>}
    >
      {!page ? (
        <div className={styles.padded}>
          {error ? (
            <FailureState error={error} onRetry={() => void refetch()} />
          ) : (
            <SkeletonLines lines={4} />
          )}
        </div>
      ) : page.edges.length === 0 ? (
        <p className={`${styles.padded} k-muted`}>{t('ending.nobody')}</p>
      ) : (
        <div className={styles.scroller}>
          <table className={styles.table} aria-label={t('ending.title')}>
            <thead>
              <tr>
                <th>{t('ending.member')}</th>
                <th>{t('ending.tier')}</th>
                <th data-roomy className="k-number">
                  {t('ending.growth')}
                </th>
                <th className="k-number">{t('ending.needed')}</th>
                <th>{t('ending.until')}</th>
                <th data-roomy>{t('ending.state')}</th>
              </tr>
            </thead>
            <tbody>
              {page.edges.map(({ cursor, node }) => (
                <tr key={cursor}>
                  <td>
                    <Link to={`/members/${node.member.id}?tab=tier`}>
                      {memberName(node.member, t('unnamed'))}
                    </Link>
                  </td>
                  <td>
                    <TierName tier={node.tier} />
                  </td>
                  <td data-roomy className="k-number">
                    {format.number(node.growthValue)}
                  </td>
                  <td className="k-number">
                    {node.needed === null ? t('common:state.none') : format.number(node.needed)}
                  </td>
                  <td>
                    {node.validUntil ? (
                      <time dateTime={node.validUntil}>{format.date(node.validUntil)}</time>
                    ) : (
                      t('common:state.none')
                    )}
                    <div data-tight>
                      <EndingState node={node} />
                    </div>
                  </td>
                  <td data-roomy>
                    <EndingState node={node} />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {page?.pageInfo.hasNextPage && (
        <div className={styles.padded}>
          <Button onClick={() => void fetchMore({ variables: { after: page.pageInfo.endCursor } })}>
            {t('common:action.showMore')}
          </Button>
        </div>
      )}
    </Panel>
  );
}

type Ending = NonNullable<TiersEndingQuery['tiersEnding']>['edges'][number]['node'];

/** Whether they still have time, were told, or are in their grace. */
function EndingState({ node }: { node: Pick<Ending, 'graceUntil' | 'warnedAt'> }) {
  const { t } = useTranslation('tier');
  if (node.graceUntil) return <Badge tone="warning">{t('ending.grace')}</Badge>;
  return node.warnedAt ? <Badge tone="info">{t('ending.warned')}</Badge> : <Badge>{t('ending.sure')}</Badge>;
}
