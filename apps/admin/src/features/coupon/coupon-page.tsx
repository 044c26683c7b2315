import { useQuery } from '@apollo/client/react';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import type { CouponTemplateQuery } from '../../gql/graphql.ts';
import { useAct } from '../../shared/api/use-act.ts';
import { useUrlState } from '../../shared/hooks/use-url-state.ts';
import { useSession } from '../../shared/session/session.tsx';
import { Button } from '../../shared/ui/button.tsx';
import { Badge, Page, PageBody, PageHeader, Panel } from '../../shared/ui/page.tsx';
import { EmptyState, FailureState, Skeleton } from '../../shared/ui/states.tsx';
import { Tabs } from '../../shared/ui/tabs.tsx';
import { toast } from '../../shared/ui/toast.tsx';
import { CouponTemplateDocument } from './coupon.graphql.ts';
import styles from './coupon.module.css';
import { CouponTemplateUpdateDocument } from './coupon-acts.graphql.ts';
import { CouponChart, CouponTiles } from './coupon-figures.tsx';
import { Recipients, Redemptions } from './coupon-parts.tsx';
import { inputOf, stateTones } from './terms.ts';
import { showsCoupons } from './use-coupon-act.ts';
import { useTerms } from './use-terms.ts';

const IssueDialog = lazy(() => import('./issue-dialog.tsx').then((m) => ({ default: m.IssueDialog })));

/** One template: what it promises, what it has cost, who has its coupons and what they were used for. */
export function CouponPage() {
  const { t } = useTranslation(['coupon', 'common']);
  const { id = '' } = useParams();
  const { data, error, refetch } = useQuery(CouponTemplateDocument, {
    variables: { id },
    fetchPolicy: 'cache-and-network',
  });
  const back = { to: '/coupons', label: t('common:nav.coupons') };
  if (data?.couponTemplate) return <Whole template={data.couponTemplate} />;
  return (
    <Page>
      <PageHeader title={t('field.coupon')} back={back} />
      {error && !data ? (
        <FailureState error={error} onRetry={() => void refetch()} />
      ) : data ? (
        <EmptyState title={t('common:failure.notFoundTitle')} text={t('form.notFound')}>
          <Button to="/coupons">{t('common:nav.coupons')}</Button>
        </EmptyState>
      ) : (
        <PageBody>
          <Skeleton height={90} />
          <Skeleton height={74} />
          <Skeleton height={300} />
        </PageBody>
      )}
    </Page>
  );
}

function Whole({ template }: { template: NonNullable<CouponTemplateQuery['couponTemplate']> }) {
  const { t } = useTranslation(['coupon', 'common']);
  const { can } = useSession();
  const { sentence } = useTerms();
  const [params, setParams] = useUrlState();
  const [issuing, setIssuing] = useState(false);
  const [update, updating] = useAct(CouponTemplateUpdateDocument, { refetch: showsCoupons });
  const { id, version, name, state, active } = template;
  const tab = params.get('tab') === 'redemptions' ? 'redemptions' : 'recipients';
  const toggle = async () => {
    const acted = await update({ input: { ...inputOf({ ...template, active: !active }), id, version } });
    if (acted?.errors[0]) toast(acted.errors[0].message, { tone: 'danger' });
    else if (acted) toast(active ? t('pause.done') : t('resume.done'));
  };
  return (
    <Page>
      <PageHeader
        title={name}
        back={{ to: '/coupons', label: t('common:nav.coupons') }}
        aside={<Badge tone={stateTones[state]}>{t(`state.${state}`)}</Badge>}
      >
        {can('PROGRAMME_UPDATE') && (
          <>
            <Button loading={updating} onClick={() => void toggle()}>
              {active ? t('pause.action') : t('resume.action')}
            </Button>
            <Button to={`/coupons/${id}/edit`}>{t('common:action.edit')}</Button>
          </>
        )}
        {can('COUPON_ISSUE') && (
          <Button variant="contained" disabled={state !== 'ACTIVE'} onClick={() => setIssuing(true)}>
            {t('issue.title')}
          </Button>
        )}
      </PageHeader>
      <PageBody>
        <Panel title={t('says.title')}>
          <p className={styles.sentence}>{sentence(template)}</p>
          {template.description && <p className={styles.note}>{template.description}</p>}
          {can('COUPON_ISSUE') && state === 'ACTIVE' && <p className={styles.note}>{t('issue.toMany')}</p>}
        </Panel>
        <CouponTiles template={template} />
        <CouponChart templateId={id} />
        <div className={styles.parts}>
          <Tabs
            className={styles.tabs}
            label={name}
            tabs={[
              { value: 'recipients', label: t('parts.recipients') },
              { value: 'redemptions', label: t('parts.redemptions') },
            ]}
            value={tab}
            onChange={(next) =>
              setParams({ tab: next === 'recipients' ? null : next, kind: null }, { push: true })
            }
          />
          <div role="tabpanel" id={`panel-${tab}`} aria-labelledby={`tab-${tab}`}>
            {tab === 'recipients' ? <Recipients templateId={id} /> : <Redemptions templateId={id} />}
          </div>
        </div>
      </PageBody>
      <Suspense>
        {issuing && <IssueDialog template={{ id, name }} onClose={() => setIssuing(false)} />}
      </Suspense>
    </Page>
  );
}
