import { useTranslation } from 'react-i18next';
import { useRouteError } from 'react-router';
import { Button } from '../../shared/ui/button.tsx';
import { Page, PageHeader } from '../../shared/ui/page.tsx';
import { EmptyState, FailureState } from '../../shared/ui/states.tsx';

export function PageNotFound() {
  const { t } = useTranslation('common');
  return (
    <Page>
      <PageHeader title={t('shell.notFoundTitle')} />
      <EmptyState title={t('shell.notFoundTitle')} text={t('shell.notFoundText')}>
        <Button to="/">{t('shell.home')}</Button>
      </EmptyState>
    </Page>
  );
}

/** A page failed while rendering, or its code is gone because a newer version was put in place. */
export function PageCrashed() {
  const { t } = useTranslation('common');
  const error = useRouteError();
  const outdated = error instanceof TypeError && /module|import/i.test(error.message);
  return (
    <Page>
      <PageHeader title={t('shell.crashedTitle')} />
      {outdated ? (
        <EmptyState title={t('shell.crashedTitle')} text={t('shell.updated')}>
          <Button onClick={() => location.reload()}>{t('action.refresh')}</Button>
        </EmptyState>
      ) : (
        <FailureState error={error} onRetry={() => location.reload()} />
      )}
    </Page>
  );
}

/** Before the first page is there: the outline of the shell, nothing that moves. */
export function PageLoading() {
  return <div aria-busy="true" />;
}
