import { useQuery } from '@apollo/client/react';
import { useTranslation } from 'react-i18next';
import type { LifecycleStage } from '../../gql/graphql.ts';
import { useFormat } from '../../shared/format/use-format.ts';
import { FailureState, SkeletonLines } from '../../shared/ui/states.tsx';
import { MemberStagesDocument } from './member.graphql.ts';

/** How a member went from stage to stage, the latest first. */
export function MemberStages({ memberId }: { memberId: string }) {
  const { t } = useTranslation(['member', 'common']);
  const format = useFormat();
  const { data, error, refetch } = useQuery(MemberStagesDocument, {
    variables: { id: memberId },
    fetchPolicy: 'cache-and-network',
  });
  const changes = data?.member?.stageHistory.edges;
  if (error && !changes) return <FailureState error={error} onRetry={() => void refetch()} />;
  if (!changes) return <SkeletonLines lines={4} />;
  if (changes.length === 0)
    return (
      <p className="k-muted" style={{ padding: 16 }}>
        {t('stage.empty')}
      </p>
    );
  const name = (stage: LifecycleStage | null, none: 'came' | 'left') =>
    stage ? t(`common:stage.${stage}`) : t(`stage.${none}`);
  return (
    <ol style={{ padding: '8px 16px' }}>
      {changes.map(({ cursor, node }) => (
        <li key={cursor} style={{ display: 'flex', gap: 16, padding: '6px 0' }}>
          <span className="k-muted" title={format.exact(node.at)} style={{ minWidth: 110 }}>
            {format.date(node.at)}
          </span>
          <span>
            {name(node.from, 'came')} → <strong>{name(node.to, 'left')}</strong>
          </span>
        </li>
      ))}
    </ol>
  );
}
