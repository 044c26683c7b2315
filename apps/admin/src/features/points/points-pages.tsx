import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { PageHeader } from '../../shared/ui/page.tsx';
import { SubPages } from '../../shared/ui/sub-pages.tsx';

const pages = [
  { key: 'liability', to: '/points' },
  { key: 'adjustments', to: '/points/adjustments' },
  { key: 'programme', to: '/points/programme' },
] as const;

/** What stands above each page of points, with the way to the others. */
export function PointsHeader(props: { page: (typeof pages)[number]['key']; children?: ReactNode }) {
  const { t } = useTranslation('points');
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
