import { useTranslation } from 'react-i18next';
import bars from '../../shared/list/bulk-bar.module.css';
import { Button } from '../../shared/ui/button.tsx';
import { Progress } from '../../shared/ui/progress.tsx';

/** Hands over what is ticked and still waits. */
export function RedemptionsBulk(props: {
  selection: { ids: ReadonlySet<string>; clear: () => void };
  shown: readonly { id: string }[];
  progress: { done: number; total: number } | undefined;
  onHandOver: (ids: string[]) => void;
}) {
  const { selection, progress } = props;
  const { t } = useTranslation(['reward', 'common']);
  const ids = props.shown.flatMap(({ id }) => (selection.ids.has(id) ? id : []));
  if (ids.length === 0 && !progress) return null;
  const label = progress && t('common:bulk.progress', progress);
  return (
    <section className={bars.bar} aria-label={label ?? t('common:list.selected', { count: ids.length })}>
      {progress && label ? (
        <>
          <Progress className={bars.progress} label={label} value={(progress.done / progress.total) * 100} />
          <span>{label}</span>
        </>
      ) : (
        <>
          <strong>{t('common:list.selected', { count: ids.length })}</strong>
          <span className={bars.spring} />
          <Button variant="contained" onClick={() => props.onHandOver(ids)}>
            {t('handOver.many', { count: ids.length })}
          </Button>
          <Button variant="text" onClick={selection.clear}>
            {t('common:list.clearSelection')}
          </Button>
        </>
      )}
    </section>
  );
}
