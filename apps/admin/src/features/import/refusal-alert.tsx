import { useTranslation } from 'react-i18next';
import type { ImportWholeFragment } from '../../gql/graphql.ts';
import { Alert } from '../../shared/ui/alert.tsx';

/** What stopped an import, in the server's words, and what helps. */
export function RefusalAlert({ data }: { data: ImportWholeFragment }) {
  const { t } = useTranslation('import');
  const advice: Record<string, string> = t('advice', { returnObjects: true });
  const { refusal } = data;
  if (!refusal) return null;
  return (
    <Alert tone="danger">
      {refusal.message} {advice[refusal.code]}
    </Alert>
  );
}
