import { useTranslation } from 'react-i18next';
import type { ImportStatus } from '../../gql/graphql.ts';
import { Badge, type Tone } from '../../shared/ui/page.tsx';

const tones: Record<ImportStatus, Tone> = {
  UPLOADED: 'neutral',
  CHECKING: 'info',
  CHECKED: 'accent',
  RUNNING: 'info',
  COMPLETED: 'positive',
  CANCELLED: 'neutral',
  FAILED: 'danger',
  UNDOING: 'info',
  UNDONE: 'neutral',
};

export function ImportStatusBadge({ status }: { status: ImportStatus }) {
  const { t } = useTranslation('import');
  return <Badge tone={tones[status]}>{t(`status.${status}`)}</Badge>;
}
