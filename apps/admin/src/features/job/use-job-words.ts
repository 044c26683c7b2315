import { useTranslation } from 'react-i18next';

/** How kinds of jobs read; one that has no words (yet) is shown as it is called. */
export function useJobWords(): { name: (name: string) => string; names: string[] } {
  const { t } = useTranslation('job');
  const names: Record<string, string> = t('name', { returnObjects: true });
  return {
    name: (name) => names[name.replace('.', '_')] ?? name,
    names: Object.keys(names).map((key) => key.replace('_', '.')),
  };
}

/** Where the thing that a job is about can be looked at. */
export function subjectPath(subjectId: string | null | undefined): string | undefined {
  return subjectId?.startsWith('import_') ? `/imports/${subjectId}` : undefined;
}
