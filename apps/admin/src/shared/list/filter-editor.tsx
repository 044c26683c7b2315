import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { addDays, dayIn } from '../format/zoned.ts';
import { useSession } from '../session/session.tsx';
import { Button } from '../ui/button.tsx';
import { type Filter, readList, readRange, writeRange } from './filter.ts';
import styles from './filter-bar.module.css';

const MemberField = lazy(() =>
  import('../record/member-field.tsx').then((m) => ({ default: m.MemberField })),
);

interface EditorProps {
  value: string;
  onChange: (value: string | null) => void;
  onDone: () => void;
}

export function FilterEditor({ filter, ...props }: EditorProps & { filter: Filter }) {
  if (filter.kind === 'choice') return <ChoiceEditor {...props} filter={filter} />;
  if (filter.kind === 'text') return <TextEditor {...props} filter={filter} />;
  if (filter.kind === 'member')
    return (
      <div className={styles.editor}>
        <Suspense>
          <MemberField
            label={filter.label}
            value={undefined}
            onChange={(member) => {
              props.onChange(member?.id ?? null);
              props.onDone();
            }}
          />
        </Suspense>
      </div>
    );
  return <RangeEditor {...props} dates={filter.kind === 'dates'} label={filter.label} />;
}

function ChoiceEditor({
  filter,
  value,
  onChange,
}: EditorProps & { filter: Extract<Filter, { kind: 'choice' }> }) {
  const { t } = useTranslation('common');
  const [search, setSearch] = useState('');
  const [chosen, setChosen] = useState(() => readList(value));
  const shown = filter.options.filter(({ label }) => label.toLowerCase().includes(search.toLowerCase()));
  const toggle = (one: string, on: boolean) => {
    const others = filter.single ? [] : chosen.filter((other) => other !== one);
    const next = on ? [...others, one] : others;
    setChosen(next);
    onChange(next.join(',') || null);
  };
  return (
    <div className={styles.editor}>
      {filter.options.length > 9 && (
        <input
          aria-label={t('list.search')}
          placeholder={t('list.search')}
          value={search}
          onChange={(event) => setSearch(event.target.value)}
        />
      )}
      <fieldset className={styles.options} style={{ border: 0, padding: 0 }} aria-label={filter.label}>
        {shown.map((option) => (
          <label key={option.value} className={styles.option}>
            <input
              type={filter.single ? 'radio' : 'checkbox'}
              checked={chosen.includes(option.value)}
              onChange={({ target }) => toggle(option.value, target.checked)}
            />
            {option.label}
          </label>
        ))}
      </fieldset>
    </div>
  );
}

function TextEditor({
  filter,
  value,
  onChange,
  onDone,
}: EditorProps & { filter: Extract<Filter, { kind: 'text' }> }) {
  const { t } = useTranslation('common');
  const [text, setText] = useState(value);
  return (
    <form
      className={styles.editor}
      onSubmit={(event) => {
        event.preventDefault();
        onChange(text.trim() || null);
        onDone();
      }}
    >
      <input
        aria-label={filter.label}
        placeholder={filter.placeholder ?? filter.label}
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
      <Button type="submit" variant="contained">
        {t('action.apply')}
      </Button>
    </form>
  );
}

const presets = [
  ['list.last7', 7],
  ['list.last30', 30],
  ['list.last90', 90],
  ['list.last365', 365],
] as const;

function RangeEditor({
  dates,
  label,
  value,
  onChange,
  onDone,
}: EditorProps & { dates: boolean; label: string }) {
  const { t } = useTranslation('common');
  const { timeZone } = useSession().brand;
  const [range, setRange] = useState(() => readRange(value));
  const input = (end: 'from' | 'to', text: string) => (
    <label>
      {text}
      <input
        type={dates ? 'date' : 'number'}
        min={dates ? undefined : 0}
        step="any"
        value={range[end] ?? ''}
        onChange={(event) => setRange({ ...range, [end]: event.target.value || undefined })}
      />
    </label>
  );
  return (
    <form
      className={styles.editor}
      aria-label={label}
      onSubmit={(event) => {
        event.preventDefault();
        onChange(writeRange(range));
        onDone();
      }}
    >
      {dates && (
        <div className={styles.presets}>
          {presets.map(([key, days]) => (
            <Button
              key={key}
              onClick={() => {
                onChange(writeRange({ from: addDays(dayIn(timeZone), 1 - days), to: undefined }));
                onDone();
              }}
            >
              {t(key)}
            </Button>
          ))}
        </div>
      )}
      <div className={styles.pair}>
        {input('from', dates ? t('list.from') : t('list.min'))}
        {input('to', dates ? t('list.to') : t('list.max'))}
      </div>
      <Button type="submit" variant="contained">
        {t('action.apply')}
      </Button>
    </form>
  );
}
