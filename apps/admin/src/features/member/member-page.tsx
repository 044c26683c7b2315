import { useQuery } from '@apollo/client/react';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import type { MemberWholeFragment } from '../../gql/graphql.ts';
import { useFormat } from '../../shared/format/use-format.ts';
import { useUrlState } from '../../shared/hooks/use-url-state.ts';
import { memberName } from '../../shared/record/member-name.ts';
import { useSession } from '../../shared/session/session.tsx';
import { Button } from '../../shared/ui/button.tsx';
import { Badge, Page, PageHeader } from '../../shared/ui/page.tsx';
import { EmptyState, FailureState, Skeleton, SkeletonLines } from '../../shared/ui/states.tsx';
import { Tabs } from '../../shared/ui/tabs.tsx';
import { IdentitiesPanel } from './identities-panel.tsx';
import { MemberDocument } from './member.graphql.ts';
import { MemberConsents } from './member-consents.tsx';
import { MemberEditDialog } from './member-edit-dialog.tsx';
import { MemberMerges } from './member-merges.tsx';
import { MemberOrders } from './member-orders.tsx';
import styles from './member-page.module.css';
import { MemberStages } from './member-stages.tsx';
import { MemberTimeline } from './member-timeline.tsx';
import { MergeWith } from './merge-with.tsx';
import { ProfilePanel } from './profile-panel.tsx';
import { TagsPanel } from './tags-panel.tsx';
import { useProgrammeTiles } from './use-programme-tiles.ts';

const tabs = ['timeline', 'orders', 'stages', 'consents', 'merges'] as const;

/** What another feature tells of a member. */
export interface MemberTab {
  value: string;
  label: string;
  panel: (member: MemberWholeFragment) => ReactNode;
}

/**
 * One member, whole: who they are, what they bought, what they allowed, and what happened.
 * @param props.more what other features tell of them
 */
export function MemberPage({ more }: { more: MemberTab[] }) {
  const { t } = useTranslation(['member', 'common']);
  const { id = '' } = useParams();
  const { data, loading, error, refetch } = useQuery(MemberDocument, {
    variables: { id },
    fetchPolicy: 'cache-and-network',
  });
  const back = { to: '/members', label: t('common:nav.members') };
  if (data?.member) return <Whole member={data.member} more={more} />;
  return (
    <Page>
      <PageHeader title={t('common:nav.members')} back={back} />
      {loading ? (
        <div className={styles.layout}>
          <div className={styles.column}>
            <Skeleton height={320} />
            <Skeleton height={160} />
          </div>
          <div className={styles.column}>
            <Skeleton height={74} />
            <SkeletonLines lines={8} />
          </div>
        </div>
      ) : error ? (
        <FailureState error={error} onRetry={() => void refetch()} />
      ) : (
        <EmptyState title={t('common:failure.notFoundTitle')} text={t('notFound')}>
          <Button to="/members">{t('common:nav.members')}</Button>
        </EmptyState>
      )}
    </Page>
  );
}

function Whole({ member, more }: { member: MemberWholeFragment; more: MemberTab[] }) {
  const { t } = useTranslation(['member', 'common']);
  const { can } = useSession();
  const format = useFormat();
  const [params, setParams] = useUrlState();
  const [merging, setMerging] = useState(false);
  const own: { value: string; label: string }[] = tabs.map((value) => ({ value, label: t(`tab.${value}`) }));
  // After what they bought; before what is seldom looked at.
  const shown = [...own.slice(0, 2), ...more, ...own.slice(2)];
  const tab = shown.find(({ value }) => value === params.get('tab'))?.value ?? 'timeline';
  const isLiving = !member.mergedInto && !member.closedAt;
  const writable = can('MEMBER_WRITE') && isLiving;
  const programme = useProgrammeTiles(member.id);
  const tiles = [
    { term: t('field.spent'), value: format.money(member.spent), hint: t('hint.spent') },
    { term: t('field.orderCount'), value: format.number(member.orderCount), hint: t('hint.orderCount') },
    {
      term: t('field.averageOrder'),
      value: member.averageOrder ? format.money(member.averageOrder) : t('common:state.none'),
    },
    {
      term: t('field.lastOrderAt'),
      value: member.lastOrderAt ? format.date(member.lastOrderAt) : t('common:state.none'),
      below: member.lastOrderAt ? format.ago(member.lastOrderAt) : undefined,
    },
    {
      term: t('field.rfmGroup'),
      value: member.rfm?.group.name ?? t('common:state.none'),
      hint: member.rfm?.group.description ?? t('stage.noScores'),
      below: member.rfm
        ? `R ${member.rfm.recency} · F ${member.rfm.frequency} · M ${member.rfm.monetary}`
        : undefined,
    },
    {
      term: t('field.stage'),
      value: member.lifecycleStage ? t(`common:stage.${member.lifecycleStage}`) : t('common:state.none'),
      below: member.lifecycleStageSince
        ? t('stage.since', { date: format.date(member.lifecycleStageSince) })
        : undefined,
    },
    ...programme,
  ];
  return (
    <Page>
      <PageHeader
        title={memberName(member, t('unnamed'))}
        back={{ to: '/members', label: t('common:nav.members') }}
        aside={
          member.mergedInto ? (
            <Badge tone="warning">{t('merge.mergedInto')}</Badge>
          ) : member.closedAt ? (
            <Badge tone="warning">{t('closed', { date: format.date(member.closedAt) })}</Badge>
          ) : (
            t('joined', { date: format.date(member.joinedAt), source: t(`common:source.${member.source}`) })
          )
        }
      >
        {can('MEMBER_MERGE') && isLiving && (
          <Button onClick={() => setMerging(true)}>{t('merge.withOther')}</Button>
        )}
        {writable && (
          <Button variant="contained" onClick={() => setParams({ edit: '1' })}>
            {t('common:action.edit')}
          </Button>
        )}
      </PageHeader>
      <div className={styles.layout}>
        <dl className={styles.tiles}>
          {tiles.map(({ term, value, hint, below }) => (
            <div key={term} className={styles.tile} title={hint}>
              <dt>{term}</dt>
              <dd>
                {value}
                {below && <small>{below}</small>}
              </dd>
            </div>
          ))}
        </dl>
        <div className={styles.column}>
          {member.mergedInto && (
            <p>
              {t('merge.nowPartOf')}{' '}
              <Link to={`/members/${member.mergedInto.id}`}>
                {memberName(member.mergedInto, t('unnamed'))}
              </Link>
            </p>
          )}
          <ProfilePanel member={member} />
          <IdentitiesPanel member={member} writable={writable} />
          <TagsPanel member={member} writable={writable} />
        </div>
        <div className={styles.column}>
          <div>
            <Tabs
              className={styles.tabs}
              label={memberName(member, t('unnamed'))}
              tabs={shown}
              value={tab}
              onChange={(next) =>
                setParams({ tab: next === 'timeline' ? null : next, kind: null }, { push: true })
              }
            />
            <div
              role="tabpanel"
              id={`panel-${tab}`}
              aria-labelledby={`tab-${tab}`}
              className={styles.tabPanel}
            >
              {tab === 'timeline' && <MemberTimeline memberId={member.id} writable={writable} />}
              {tab === 'orders' && <MemberOrders memberId={member.id} />}
              {tab === 'stages' && <MemberStages memberId={member.id} />}
              {tab === 'consents' && <MemberConsents member={member} writable={writable} />}
              {tab === 'merges' && <MemberMerges member={member} />}
              {more.find(({ value }) => value === tab)?.panel(member)}
            </div>
          </div>
        </div>
      </div>
      {writable && params.get('edit') && (
        <MemberEditDialog member={member} onClose={() => setParams({ edit: null })} />
      )}
      {merging && <MergeWith member={member} onClose={() => setMerging(false)} />}
    </Page>
  );
}
