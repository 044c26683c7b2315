import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { PageHeader } from '../../shared/ui/page.tsx';
import { SubPages } from '../../shared/ui/sub-pages.tsx';

const pages = [
  { key: 'rewards', to: '/rewards' },
  { key: 'redemptions', to: '/rewards/redemptions' },
] as const;

/** What stands above the lists of rewards, with the way to the other. */
export function RewardHeader(props: {
  page: (typeof pages)[number]['key'];
  aside?: ReactNode;
  children?: ReactNode;
}) {
  const { t } = useTranslation('reward');
  return (
    <>
      <PageHeader title={t(`pages.${props.page}`)} aside={props.aside}>
        {props.children}
      </PageHeader>
      <SubPages
        tight={props.page === 'rewards'}
        label={t('pages.label')}
        pages={pages.map(({ key, to }) => ({ to, label: t(`pages.${key}`) }))}
      />
    </>
  );
}
