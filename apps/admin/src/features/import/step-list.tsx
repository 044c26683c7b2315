import CheckIcon from '@mui/icons-material/Check';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import styles from './import.module.css';
import { type ImportStep, importSteps } from './import-steps.ts';

const steps = ['file', ...importSteps] as const;

/** Where an import stands among its steps; one can go back to the columns. */
export function StepList(props: {
  /** The step that is shown. */
  current: 'file' | ImportStep;
  /** The step that it has come to. */
  reached?: ImportStep;
  linkTo?: (step: ImportStep) => string;
}) {
  const { t } = useTranslation('import');
  const reached = steps.indexOf(props.reached ?? props.current);
  return (
    <nav aria-label={t('step.label')}>
      <ol className={styles.steps}>
        {steps.map((step, at) => {
          const done = at < reached;
          const label = (
            <>
              <span className={styles.stepMark} data-done={done}>
                {done ? <CheckIcon /> : at + 1}
              </span>
              {t(`step.${step}`)}
            </>
          );
          const open = step === 'columns' || at === reached;
          const to = open && step !== 'file' ? props.linkTo?.(step) : undefined;
          return (
            <li key={step} aria-current={step === props.current ? 'step' : undefined}>
              {to && step !== props.current ? <Link to={to}>{label}</Link> : <span>{label}</span>}
            </li>
          );
        })}
      </ol>
    </nav>
  );
}
