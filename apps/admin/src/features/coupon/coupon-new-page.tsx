import { useTranslation } from 'react-i18next';
import { useSession } from '../../shared/session/session.tsx';
import { Page, PageHeader } from '../../shared/ui/page.tsx';
import { EmptyState } from '../../shared/ui/states.tsx';
import { TemplateForm } from './template-form.tsx';
import { emptyTemplate } from './template-values.ts';

/** A template is made. */
export function CouponNewPage() {
  const { t } = useTranslation(['coupon', 'common']);
  const { can } = useSession();
  return (
    <Page>
      <PageHeader title={t('create')} back={{ to: '/coupons', label: t('common:nav.coupons') }} />
      {can('PROGRAMME_UPDATE') ? (
        <TemplateForm values={emptyTemplate} />
      ) : (
        <EmptyState title={t('common:failure.forbiddenTitle')} text={t('common:failure.forbidden')} />
      )}
    </Page>
  );
}
