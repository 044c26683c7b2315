import { useQuery } from '@apollo/client/react';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { EarningEvent, EarningPreviewQuery, EarningRuleInput } from '../../gql/graphql.ts';
import { describeFailure } from '../../shared/api/describe-failure.ts';
import { useFormat } from '../../shared/format/use-format.ts';
import { useDebounced } from '../../shared/hooks/use-debounced.ts';
import { Definitions, Panel } from '../../shared/ui/page.tsx';
import { SkeletonLines } from '../../shared/ui/states.tsx';
import { EarningPreviewDocument } from './earning.graphql.ts';
import styles from './earning.module.css';
import type { Rule } from './rules.ts';

/** It goes through a month of orders: not for every key that is pressed. */
const rest = 700;

/** What a rule would have cost in the last 30 days, before it is saved. */
export function CostPreview(props: {
  event: EarningEvent;
  /** The rule as it would be sent, once it is complete. */
  input: EarningRuleInput | undefined;
  replaces: Rule | undefined;
}) {
  const { event, input, replaces } = props;
  const { t } = useTranslation('earning');
  const ofOrders = event === 'ORDER_PAID' || replaces?.event === 'ORDER_PAID';
  return (
    <Panel title={t('preview.title')} lead={t('preview.lead')}>
      {!ofOrders ? (
        <p className="k-muted">{t('preview.onlyOrders')}</p>
      ) : input ? (
        <Counted input={input} replacesId={replaces?.id ?? null} />
      ) : (
        <p className="k-muted">{t('preview.wait')}</p>
      )}
    </Panel>
  );
}

function Counted({ input, replacesId }: { input: EarningRuleInput; replacesId: string | null }) {
  const { t } = useTranslation(['earning', 'common']);
  // What it is called says nothing about what it costs.
  const asked = JSON.stringify({ ...input, name: '…' } satisfies EarningRuleInput);
  const settled = useDebounced(asked, rest);
  const rule = useMemo((): EarningRuleInput => JSON.parse(settled), [settled]);
  const { data, previousData, error } = useQuery(EarningPreviewDocument, {
    variables: { input: { rule, replacesId } },
    fetchPolicy: 'no-cache',
  });
  if (error) return <p role="alert">{describeFailure(error).message || t('common:failure.unreachable')}</p>;
  const shown = (data ?? previousData)?.earningPreview;
  if (!shown) return <SkeletonLines lines={4} />;
  return <Figures preview={shown} stale={!data || settled !== asked} />;
}

function Figures({ preview, stale }: { preview: EarningPreviewQuery['earningPreview']; stale: boolean }) {
  const { t } = useTranslation('earning');
  const format = useFormat();
  if (preview.orderCount === 0) return <p className="k-muted">{t('preview.noOrders')}</p>;
  const { cost, gaining, losing } = preview;
  const difference = Number(preview.pointsThen) - Number(preview.pointsNow);
  const amount = Number(cost.amount);
  const sign = difference > 0 ? '+' : '';
  const positive = { ...cost, amount: cost.amount.replace('-', '') };
  return (
    <div className={styles.preview} aria-busy={stale} data-stale={stale ? '' : undefined}>
      <p className={styles.cost} title={t('preview.costHint')}>
        {difference === 0
          ? t('preview.same')
          : amount < 0
            ? t('preview.saves', { cost: format.money(positive) })
            : t('preview.costs', { cost: format.money(positive) })}
      </p>
      <Definitions
        items={[
          {
            term: t('preview.points'),
            value: (
              <>
                {t('preview.change', {
                  before: Number(preview.pointsNow),
                  after: Number(preview.pointsThen),
                })}
                {difference !== 0 && (
                  <div className="k-muted">
                    {sign}
                    {format.number(difference)}
                  </div>
                )}
              </>
            ),
          },
          {
            term: t('preview.members'),
            value: (
              <>
                {t('preview.gaining', { count: gaining })}
                <br />
                {t('preview.losing', { count: losing })}
              </>
            ),
          },
          { term: t('preview.orders'), value: t('preview.looked', { count: preview.orderCount }) },
        ]}
      />
      {!preview.isComplete && <p className="k-muted">{t('preview.first', { count: preview.orderCount })}</p>}
    </div>
  );
}
