import { useTranslation } from 'react-i18next';
import type { RequestFailed } from '../../shared/api/failure.ts';

/** The gateway can't be asked who is signed in: nothing can be shown, but the way on is. */
export function Unreachable({ error }: { error: RequestFailed }) {
  const { t } = useTranslation('common');
  return (
    <main style={{ display: 'grid', placeContent: 'center', gap: 10, minHeight: '100dvh', padding: 24 }}>
      <h1>{t('failure.title')}</h1>
      <p>{error.message || t('failure.unreachable')}</p>
      {error.requestId && <code>{t('failure.requestId', { requestId: error.requestId })}</code>}
      <p>
        <button type="button" onClick={() => location.reload()}>
          {t('action.retry')}
        </button>
      </p>
    </main>
  );
}
