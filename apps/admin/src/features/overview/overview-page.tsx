import { useTranslation } from 'react-i18next';
import { Page, PageHeader } from '../../shared/ui/page.tsx';
export function OverviewPage() {
  const { t } = useTranslation('common');
  return (
    <Page>
      <PageHeader title={t('nav.overview')} />
    </Page>
  );
}
