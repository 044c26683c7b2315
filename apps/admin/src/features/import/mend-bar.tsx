import { useTranslation } from 'react-i18next';
import { FormProblem } from '../../shared/form/field.tsx';
import { Button } from '../../shared/ui/button.tsx';
import styles from './import.module.css';
import type { Mends } from './use-mends.ts';

/** Cells were changed: nothing else can be done until they are checked, or let go. */
export function MendBar(props: {
  mends: Mends;
  busy: boolean;
  problem: string | undefined;
  onSubmit: () => void;
}) {
  const { t } = useTranslation(['import', 'common']);
  const { mends } = props;
  return (
    <section className={styles.mendBar} aria-label={t('problems.mended', { count: mends.cells.length })}>
      <span className={styles.grow}>
        <span role="status">{t('problems.mended', { count: mends.cells.length })}</span>
        <FormProblem>{props.problem}</FormProblem>
      </span>
      <Button variant="text" onClick={mends.clear}>
        {t('common:action.discard')}
      </Button>
      <Button variant="contained" loading={props.busy} onClick={props.onSubmit}>
        {t('problems.checkAgain')}
      </Button>
    </section>
  );
}
