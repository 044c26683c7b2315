import { useTranslation } from 'react-i18next';

/** How kinds of jobs read; one that has no words (yet) is shown as it is called. */
export function useJobWords(): { name: (name: string) => string } {
  const { t } = useTranslation('job');
  const names: Record<string, string> = t('name', { returnObjects: true });
  return {
    name: (name) => names[name.replace('.', '_')] ?? name,
  };
}
