import CloseIcon from '@mui/icons-material/Close';
import { type ChangeEvent, type KeyboardEvent, type Ref, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import styles from './chips-field.module.css';
import { Field } from './field.tsx';

export interface Suggestion {
  value: string;
  label?: string;
}

interface Chips {
  value: string[];
  suggestions?: Suggestion[];
  placeholder?: string;
  ref?: Ref<HTMLInputElement>;
  onChange: (value: string[]) => void;
  onBlur?: () => void;
}

/** Some texts, each a chip. One is added by Enter, a comma, or leaving the field; several by pasting them. */
export function ChipsField(
  props: Chips & { label: string; error?: string | undefined; hint?: string; optional?: boolean },
) {
  const { label, error, hint, optional, ...chips } = props;
  return (
    <Field label={label} error={error} hint={hint} optional={optional ?? false}>
      <ChipsInput {...chips} />
    </Field>
  );
}

const separators = /[,\uFF0C、;\n\t]+/;

function ChipsInput(props: Chips & { id?: string; className?: string | undefined }) {
  const { value, suggestions = [], placeholder, ref, onChange, onBlur, ...control } = props;
  const { t } = useTranslation('common');
  const list = useId();
  const [text, setText] = useState('');
  const add = (typed: string) => {
    const added = typed.split(separators).flatMap((part) => part.trim() || []);
    setText('');
    if (added.length > 0) onChange([...new Set([...value, ...added])]);
  };
  const type = ({ target, nativeEvent }: ChangeEvent<HTMLInputElement>) => {
    const typed = target.value;
    // What is picked from the list comes all at once, not by a key.
    const picked = !('data' in nativeEvent) || nativeEvent.data == null;
    if (separators.test(typed) || (picked && suggestions.some((one) => one.value === typed))) add(typed);
    else setText(typed);
  };
  const press = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'Enter' && text.trim()) {
      event.preventDefault();
      add(text);
    }
    if (event.key === 'Backspace' && text === '') onChange(value.slice(0, -1));
  };
  return (
    <div className={styles.chips}>
      {value.length > 0 && (
        <ul>
          {value.map((one) => (
            <li key={one}>
              <span>{one}</span>
              <button
                type="button"
                aria-label={`${t('action.remove')}: ${one}`}
                onClick={() => onChange(value.filter((other) => other !== one))}
              >
                <CloseIcon />
              </button>
            </li>
          ))}
        </ul>
      )}
      <input
        {...control}
        ref={ref}
        list={list}
        autoComplete="off"
        placeholder={placeholder}
        value={text}
        onChange={type}
        onKeyDown={press}
        onBlur={() => {
          add(text);
          onBlur?.();
        }}
      />
      <datalist id={list}>
        {suggestions
          .filter((one) => !value.includes(one.value))
          .map((one) => (
            <option key={one.value} value={one.value} label={one.label} />
          ))}
      </datalist>
    </div>
  );
}
