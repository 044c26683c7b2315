import { useQuery } from '@apollo/client/react';
import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import { useSession } from '../../shared/session/session.tsx';
import { Button } from '../../shared/ui/button.tsx';
import { Page, PageBody, PageHeader } from '../../shared/ui/page.tsx';
import { EmptyState, FailureState, Skeleton } from '../../shared/ui/states.tsx';
import { CouponTemplateDocument } from './coupon.graphql.ts';
import { TemplateForm } from './template-form.tsx';
import { valuesOf } from './template-values.ts';

/** A template is changed. */
export function CouponEditPage() {
  const { t } = useTranslation(['coupon', 'common']);
  const { id = '' } = useParams();
  const { can } = useSession();
  const { data, error, refetch } = useQuery(CouponTemplateDocument, {
    variables: { id },
    fetchPolicy: 'cache-and-network',
  });
  const template = data?.couponTemplate;
  return (
    <Page>
      <PageHeader
        title={template ? t('form.edit', { name: template.name }) : t('form.editTitle')}
        back={{ to: `/coupons/${id}`, label: template?.name ?? t('common:nav.coupons') }}
      />
      {!can('PROGRAMME_UPDATE') ? (
        <EmptyState title={t('common:failure.forbiddenTitle')} text={t('common:failure.forbidden')} />
      ) : template ? (
        <TemplateForm key={id} template={template} values={valuesOf(template)} />
      ) : error && !data ? (
        <FailureState error={error} onRetry={() => void refetch()} />
      ) : data ? (
        <EmptyState title={t('common:failure.notFoundTitle')} text={t('form.notFound')}>
          <Button to="/coupons">{t('common:nav.coupons')}</Button>
        </EmptyState>
      ) : (
        <PageBody narrow>
          <Skeleton height={280} />
          <Skeleton height={180} />
        </PageBody>
      )}
    </Page>
  );
}
