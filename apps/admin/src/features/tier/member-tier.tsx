import { useQuery } from '@apollo/client/react';
import { useTranslation } from 'react-i18next';
import type { MemberTierQuery } from '../../gql/graphql.ts';
import { useFormat } from '../../shared/format/use-format.ts';
import { Alert } from '../../shared/ui/alert.tsx';
import { Progress } from '../../shared/ui/progress.tsx';
import { EmptyState, FailureState, SkeletonLines } from '../../shared/ui/states.tsx';
import { MemberBenefits } from './member-benefits.tsx';
import { MemberTierDocument } from './member-tier.graphql.ts';
import styles from './tier.module.css';
import { TierHistory } from './tier-history.tsx';
import { TierName } from './tier-name.tsx';

export type MemberTierWhole = NonNullable<MemberTierQuery['member']>;
type Standing = NonNullable<MemberTierWhole['tier']>;

/** In which tier a member is, how far the next one is, what they have by it, and how it came about. */
export function MemberTier(props: { memberId: string; merged: boolean; closed: boolean }) {
  const { t } = useTranslation('tier');
  const { data, error, refetch } = useQuery(MemberTierDocument, {
    variables: { id: props.memberId },
    fetchPolicy: 'cache-and-network',
  });
  const member = data?.member;
  if (!member)
    return (
      <div className={styles.padded}>
        {error ? <FailureState error={error} onRetry={() => void refetch()} /> : <SkeletonLines lines={7} />}
      </div>
    );
  const why = props.merged ? 'member.merged' : props.closed ? 'member.closed' : 'member.noneText';
  return (
    <>
      {member.tier ? <Now standing={member.tier} /> : <EmptyState title={t('member.none')} text={t(why)} />}
      {member.tier && (
        <MemberBenefits
          member={member}
          benefits={member.tier.benefits}
          readOnly={props.merged || props.closed}
        />
      )}
      <TierHistory entries={member.tierHistory.edges} />
    </>
  );
}

function Now({ standing }: { standing: Standing }) {
  const { t } = useTranslation(['tier', 'common']);
  const format = useFormat();
  const { tier, next, validUntil, needed, graceUntil, warnedAt } = standing;
  const parts = (['Spend', 'Orders', 'Events'] as const).map((part) => ({
    part,
    growth: Number(standing[`growthBy${part}`]),
  }));
  const total = Number(standing.growthValue);
  return (
    <div className={styles.now}>
      <div className={styles.nowHead}>
        <span className={styles.nowTier}>
          <TierName tier={tier} />
        </span>
        <span className="k-muted">
          {t('member.since', { date: format.date(standing.since) })}
          {validUntil && !graceUntil && ` · ${t('member.until', { date: format.date(validUntil) })}`}
        </span>
      </div>
      <Progress
        className={styles.nowBar}
        label={next ? t('member.progress', { tier: next.name }) : t('member.top')}
        value={standing.progress * 100}
      />
      <p>
        {next
          ? t('member.missing', {
              growth: total,
              missing: Number(standing.missing),
              tier: next.name,
              threshold: Number(next.threshold),
            })
          : t('member.atTop', { growth: total })}
      </p>
      {(graceUntil || warnedAt) && (
        <Alert tone="warning">
          {t(graceUntil ? 'member.grace' : 'member.warned', {
            date: format.date(graceUntil ?? validUntil ?? ''),
            needed: Number(needed ?? 0),
            tier: tier.name,
          })}
        </Alert>
      )}
      <dl className={styles.parts} aria-label={t('member.parts')}>
        {parts.map(({ part, growth }) => (
          <div key={part}>
            <dt>{t(`member.by${part}`)}</dt>
            <dd>
              <span className={styles.partBar} aria-hidden>
                <i style={{ width: `${total === 0 ? 0 : (growth / total) * 100}%` }} />
              </span>
              {format.number(growth)}
            </dd>
          </div>
        ))}
      </dl>
    </div>
  );
}
