import CloseIcon from '@mui/icons-material/Close';
import FilterIcon from '@mui/icons-material/FilterList';
import SearchIcon from '@mui/icons-material/Search';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../format/use-format.ts';
import { useDebounced } from '../hooks/use-debounced.ts';
import { useHotkeys } from '../hooks/use-hotkeys.ts';
import { Button } from '../ui/button.tsx';
import { Menu, MenuItem, Popover } from '../ui/overlay.tsx';
import { describeFilter, type Filter } from './filter.ts';
import styles from './filter-bar.module.css';
import { FilterEditor } from './filter-editor.tsx';

interface FilterBarProps {
  filters: Filter[];
  values: (id: string) => string | null;
  onChange: (changes: Record<string, string | null>) => void;
  /** Placeholder of the search field; without it there is none. */
  searchLabel?: string;
  children?: ReactNode;
}

/** Search and filters of a list. What holds is shown as a chip that can be changed or taken away. */
export function FilterBar({ filters, values, onChange, searchLabel, children }: FilterBarProps) {
  const { t } = useTranslation('common');
  const format = useFormat();
  const [menu, setMenu] = useState<HTMLElement | null>(null);
  const [editing, setEditing] = useState<{ id: string; anchor: HTMLElement }>();
  const add = useRef<HTMLButtonElement>(null);
  const words = {
    atLeast: (min: string) => t('list.atLeast', { min }),
    atMost: (max: string) => t('list.atMost', { max }),
    from: (from: string) => t('list.rangeFrom', { from }),
    to: (to: string) => t('list.rangeTo', { to }),
    between: (from: string, to: string) => t('list.rangeBetween', { from, to }),
  };
  const set = filters.filter(({ id }) => values(id));
  const unset = filters.filter(({ id }) => !values(id));
  const edited = filters.find(({ id }) => id === editing?.id);
  return (
    // biome-ignore lint/a11y/useSemanticElements: <search> is not known to all browsers that are supported
    <div className={styles.bar} role="search">
      {searchLabel && (
        <SearchField label={searchLabel} value={values('q') ?? ''} onChange={(q) => onChange({ q })} />
      )}
      {set.map((filter) => (
        <span key={filter.id} className={styles.chip}>
          <button
            type="button"
            aria-label={t('list.editFilter', { name: filter.label })}
            onClick={(event) => setEditing({ id: filter.id, anchor: event.currentTarget })}
          >
            <span className={styles.chipLabel}>{filter.label}</span>
            <span className={styles.chipValue}>
              {describeFilter(filter, values(filter.id) ?? '', format, words)}
            </span>
          </button>
          <button
            type="button"
            aria-label={t('list.removeFilter', { name: filter.label })}
            onClick={() => onChange({ [filter.id]: null })}
          >
            <CloseIcon />
          </button>
        </span>
      ))}
      {unset.length > 0 && (
        <Button
          ref={add}
          startIcon={<FilterIcon />}
          aria-haspopup="menu"
          aria-expanded={menu !== null}
          onClick={(event) => setMenu(event.currentTarget)}
        >
          {set.length > 0 ? t('list.addFilter') : t('list.filter')}
        </Button>
      )}
      {set.length > 1 && (
        <Button variant="text" onClick={() => onChange(Object.fromEntries(set.map(({ id }) => [id, null])))}>
          {t('action.clearAll')}
        </Button>
      )}
      <span className={styles.spring} />
      {children}
      <Menu open={menu !== null} anchorEl={menu} onClose={() => setMenu(null)}>
        {unset.map((filter) => (
          <MenuItem
            key={filter.id}
            onClick={() => {
              setMenu(null);
              if (add.current) setEditing({ id: filter.id, anchor: add.current });
            }}
          >
            {filter.label}
          </MenuItem>
        ))}
      </Menu>
      <Popover
        open={editing !== undefined}
        anchorEl={editing?.anchor}
        onClose={() => setEditing(undefined)}
        anchorOrigin={{ vertical: 'bottom', horizontal: 'left' }}
        slotProps={{ paper: { role: 'dialog', 'aria-label': edited?.label, sx: { mt: '4px' } } }}
      >
        {edited && (
          <FilterEditor
            key={edited.id}
            filter={edited}
            value={values(edited.id) ?? ''}
            onChange={(value) => onChange({ [edited.id]: value })}
            onDone={() => setEditing(undefined)}
          />
        )}
      </Popover>
    </div>
  );
}

function SearchField(props: { label: string; value: string; onChange: (value: string | null) => void }) {
  const { value, onChange } = props;
  const [text, setText] = useState(value);
  const [known, setKnown] = useState(value);
  const input = useRef<HTMLInputElement>(null);
  // What was put into the address and hasn't come back from there: typing goes on meanwhile, and must not be undone.
  const sent = useRef<string[]>([]);
  // The address may change from elsewhere too: a saved view, going back.
  if (known !== value) {
    setKnown(value);
    if (!sent.current.includes(value)) setText(value);
  }
  const settled = useDebounced(text.trim(), 300);
  const change = useRef(onChange);
  change.current = onChange;
  useEffect(() => {
    sent.current = sent.current.slice(sent.current.indexOf(value) + 1);
  }, [value]);
  useEffect(() => {
    if (settled === (sent.current.at(-1) ?? value) || settled !== input.current?.value.trim()) return;
    sent.current.push(settled);
    change.current(settled || null);
  }, [settled, value]);
  useHotkeys({ '/': () => input.current?.focus() });
  return (
    <span className={styles.search}>
      <SearchIcon />
      <input
        ref={input}
        type="search"
        aria-label={props.label}
        aria-keyshortcuts="/"
        placeholder={props.label}
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
    </span>
  );
}
