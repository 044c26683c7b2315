import { useTranslation } from 'react-i18next';
import type { ImportProblemRowFragment } from '../../gql/graphql.ts';
import { useFormat } from '../../shared/format/use-format.ts';
import { Badge } from '../../shared/ui/page.tsx';
import styles from './import.module.css';
import { cellValue } from './use-mends.ts';

/** One thing that is wrong, with the cell to mend it in. */
export function ProblemRow(props: {
  problem: ImportProblemRowFragment;
  column: string;
  /** What was typed in, not handed in yet. */
  mend: string | undefined;
  onMend: ((value: string) => void) | undefined;
  /** Takes back what was handed in before. */
  onRestore: (() => void) | undefined;
  onNext: (from: HTMLElement) => void;
  onSubmit: (() => void) | undefined;
}) {
  const { t } = useTranslation('import');
  const format = useFormat();
  const { problem, column, mend, onMend } = props;
  const value = cellValue(problem);
  return (
    <tr data-mended={mend !== undefined}>
      <td className={styles.line}>
        <span className={styles.cardLabel}>{t('problems.line')} </span>
        {format.number(problem.line)}
      </td>
      <td>{column || <span className="k-muted">{t('problems.wholeRow')}</span>}</td>
      <td>
        {onMend ? (
          <input
            className={styles.cell}
            aria-label={t('problems.cell', { line: problem.line, column })}
            aria-invalid={mend === undefined}
            maxLength={2000}
            placeholder={t('problems.emptyCell')}
            value={mend ?? value}
            onChange={(event) => onMend(event.target.value)}
            onKeyDown={(event) => {
              if (event.key === 'Escape' && mend !== undefined) onMend(value);
              if (event.key !== 'Enter') return;
              event.preventDefault();
              if (event.ctrlKey || event.metaKey) props.onSubmit?.();
              else props.onNext(event.currentTarget);
            }}
          />
        ) : (
          value || (column && <span className="k-muted">{t('problems.emptyCell')}</span>)
        )}
      </td>
      <td>
        {mend === undefined ? (
          <>
            {problem.message}
            {problem.mended != null && (
              <div className={styles.sub}>
                {t('problems.mendedBefore', { value: problem.value || t('problems.emptyCell') })}{' '}
                {props.onRestore && (
                  <button type="button" className={styles.textButton} onClick={props.onRestore}>
                    {t('problems.restore')}
                  </button>
                )}
              </div>
            )}
          </>
        ) : (
          <Badge tone="info">{t('problems.toCheck')}</Badge>
        )}
      </td>
    </tr>
  );
}
