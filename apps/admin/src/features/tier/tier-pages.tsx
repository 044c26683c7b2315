import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { PageHeader } from '../../shared/ui/page.tsx';
import { SubPages } from '../../shared/ui/sub-pages.tsx';

const pages = [
  { key: 'tiers', to: '/tiers' },
  { key: 'benefits', to: '/tiers/benefits' },
] as const;

/** What stands above the pages of tiers, with the way to the other. */
export function TierHeader(props: { page: (typeof pages)[number]['key']; children?: ReactNode }) {
  const { t } = useTranslation('tier');
  return (
    <>
      <PageHeader title={t(`pages.${props.page}`)}>{props.children}</PageHeader>
      <SubPages
        label={t('pages.label')}
        pages={pages.map(({ key, to }) => ({ to, label: t(`pages.${key}`) }))}
      />
    </>
  );
}
