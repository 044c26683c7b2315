import { useQuery } from '@apollo/client/react';
import AddIcon from '@mui/icons-material/Add';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../shared/format/use-format.ts';
import { useUrlState } from '../../shared/hooks/use-url-state.ts';
import { useSession } from '../../shared/session/session.tsx';
import { Button } from '../../shared/ui/button.tsx';
import { Page, PageBody, PageHeader } from '../../shared/ui/page.tsx';
import { FailureState, Skeleton } from '../../shared/ui/states.tsx';
import { BrandSettingsDocument } from './brand.graphql.ts';
import { BrandDialog } from './brand-dialog.tsx';
import { BrandForm } from './brand-form.tsx';
import { BrandView } from './brand-view.tsx';
import { ClientsPanel } from './clients-panel.tsx';

/** The brand at work: what it is, how it looks, where it is found, and where its days begin. */
export function BrandPage() {
  const { t } = useTranslation(['brand', 'common']);
  const { can } = useSession();
  const format = useFormat();
  const [params, setParams] = useUrlState();
  const { data, error, refetch } = useQuery(BrandSettingsDocument, { fetchPolicy: 'cache-and-network' });
  const brand = data?.brand;
  return (
    <Page>
      <PageHeader
        title={t('common:nav.brand')}
        aside={brand ? t('updated', { date: format.dateTime(brand.updatedAt) }) : undefined}
      >
        {can('BRAND_CREATE') && (
          <Button startIcon={<AddIcon />} onClick={() => setParams({ new: '1' })}>
            {t('create.action')}
          </Button>
        )}
      </PageHeader>
      {error && !brand ? (
        <FailureState error={error} onRetry={() => void refetch()} />
      ) : (
        <PageBody narrow>
          {!brand && (
            <>
              <Skeleton height={430} />
              <Skeleton height={220} />
              <Skeleton height={180} />
            </>
          )}
          {brand && (can('BRAND_UPDATE') ? <BrandForm brand={brand} /> : <BrandView brand={brand} />)}
          {brand && can('BRAND_UPDATE') && <ClientsPanel />}
        </PageBody>
      )}
      {params.get('new') && can('BRAND_CREATE') && <BrandDialog onClose={() => setParams({ new: null })} />}
    </Page>
  );
}
