import { useTranslation } from 'react-i18next';
import type { ImportWholeFragment } from '../../gql/graphql.ts';
import { useFormat } from '../../shared/format/use-format.ts';
import { Panel } from '../../shared/ui/page.tsx';
import { type Answer, answerTo, type ColumnDraft } from './column-draft.ts';
import styles from './import.module.css';
import { readAmount, readDate } from './sample-reading.ts';

type Question = ImportWholeFragment['questions'][number];

/** What the values of the file leave open and only a person knows; each answer shows what it makes of the values. */
export function QuestionPanel(props: {
  data: ImportWholeFragment;
  draft: ColumnDraft;
  onChange: ((answer: Answer, value: string) => void) | undefined;
}) {
  const { t } = useTranslation('import');
  const { data, draft } = props;
  const wordings = useWordings();
  // A column that is no longer taken over as it was asks nothing any more.
  const open = data.questions.filter(({ columnIndex }) => draft.fields[columnIndex] != null);
  const asked = new Map<Answer, Question[]>();
  for (const question of open) {
    const answer = answerTo(question.kind);
    if (answer) asked.set(answer, [...(asked.get(answer) ?? []), question]);
  }
  if (asked.size === 0) return null;
  return (
    <Panel title={t('questions.title')} lead={t('questions.lead')}>
      <div className={styles.questions}>
        {[...asked].map(([answer, questions]) => (
          <fieldset key={answer} className={styles.choice} disabled={!props.onChange}>
            <legend>
              {t(`questions.${answer}.title`)}
              <span className={styles.sub}>
                {questions
                  .map(({ columnIndex }) => data.columns[columnIndex]?.header)
                  .filter(Boolean)
                  .join(t('columns.or'))}
              </span>
            </legend>
            {wordings[answer].map(({ value, text }) => (
              <label key={value} data-checked={draft[answer] === value}>
                <input
                  type="radio"
                  name={answer}
                  checked={draft[answer] === value}
                  onChange={() => props.onChange?.(answer, value)}
                />
                <span>
                  <strong>{text}</strong>
                  <Readings
                    answer={answer}
                    value={value}
                    samples={questions.flatMap(({ samples }) => samples)}
                  />
                </span>
              </label>
            ))}
          </fieldset>
        ))}
      </div>
    </Panel>
  );
}

/** The answers that there are to each question. */
function useWordings(): Record<Answer, { value: string; text: string }[]> {
  const { t } = useTranslation('import');
  return {
    dateOrder: [
      { value: 'dmy', text: t('questions.dateOrder.options.dmy') },
      { value: 'mdy', text: t('questions.dateOrder.options.mdy') },
    ],
    decimalSeparator: [
      { value: '.', text: t('questions.decimalSeparator.options.point') },
      { value: ',', text: t('questions.decimalSeparator.options.comma') },
    ],
    amountScope: [
      { value: 'order', text: t('questions.amountScope.options.order') },
      { value: 'line', text: t('questions.amountScope.options.line') },
    ],
  };
}

/** What the first values mean, read in one way. */
function Readings(props: { answer: Answer; value: string; samples: string[] }) {
  const format = useFormat();
  const { answer, value } = props;
  const read = (sample: string) => {
    if (answer === 'dateOrder') {
      const day = readDate(sample, value);
      return day && format.day(day);
    }
    const amount = answer === 'decimalSeparator' ? readAmount(sample, value) : undefined;
    return amount === undefined ? undefined : format.number(amount);
  };
  return (
    <span className={styles.readings}>
      {[...new Set(props.samples)].slice(0, 3).map((sample) => {
        const meaning = read(sample);
        return (
          <span key={sample}>
            <code>{sample}</code>
            {meaning && ` → ${meaning}`}
          </span>
        );
      })}
    </span>
  );
}
