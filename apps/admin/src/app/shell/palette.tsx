import { useQuery } from '@apollo/client/react';
import { type KeyboardEvent, useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { useDebounced } from '../../shared/hooks/use-debounced.ts';
import { useSession } from '../../shared/session/session.tsx';
import { Dialog } from '../../shared/ui/overlay.tsx';
import styles from './palette.module.css';
import { type PaletteEntry, usePaletteEntries } from './palette-entries.ts';
import { PaletteMembersDocument } from './shell.graphql.ts';

/** Everything by typing: pages, actions, brands, and members by name, phone or e-mail. */
export function Palette({ onClose, onShortcuts }: { onClose: () => void; onShortcuts: () => void }) {
  const { t } = useTranslation('common');
  const { can } = useSession();
  const [query, setQuery] = useState('');
  const [active, setActive] = useState(0);
  const id = useId();
  const navigate = useNavigate();
  const list = useRef<HTMLDivElement>(null);
  const entries = usePaletteEntries(onShortcuts);

  const wanted = query.trim();
  const search = useDebounced(wanted, 180);
  const { data, loading } = useQuery(PaletteMembersDocument, {
    variables: { search },
    skip: search === '' || !can('MEMBER_READ'),
    fetchPolicy: 'no-cache',
  });
  const members: PaletteEntry[] =
    wanted === '' || search === ''
      ? []
      : (data?.members.nodes ?? []).map((member) => ({
          key: member.id,
          group: 'members',
          label: member.displayName ?? member.realName ?? member.id,
          detail: [member.displayName ? member.realName : null, member.province, member.city]
            .filter(Boolean)
            .join(' · '),
          run: () => void navigate(`/members/${member.id}`),
        }));
  const lower = wanted.toLowerCase();
  const found = [
    ...entries.filter(({ label, keywords = '' }) => `${label} ${keywords}`.toLowerCase().includes(lower)),
    ...members,
  ];
  const current = Math.min(active, Math.max(0, found.length - 1));

  const open = (entry: PaletteEntry | undefined) => {
    if (!entry) return;
    onClose();
    entry.run();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined && found.length > 0) {
      event.preventDefault();
      const next = (current + step + found.length) % found.length;
      setActive(next);
      list.current?.querySelector(`[data-index="${next}"]`)?.scrollIntoView({ block: 'nearest' });
    }
    if (event.key === 'Enter' && !event.nativeEvent.isComposing) {
      event.preventDefault();
      open(found[current]);
    }
  };
  const groups = [...new Set(found.map(({ group }) => group))];
  return (
    <Dialog
      open
      onClose={onClose}
      maxWidth="sm"
      fullWidth
      aria-labelledby={`${id}-title`}
      slotProps={{ paper: { className: styles.paper ?? '' } }}
    >
      <h2 id={`${id}-title`} className="k-visually-hidden">
        {t('palette.label')}
      </h2>
      <input
        className={styles.input}
        autoFocus
        role="combobox"
        aria-expanded="true"
        aria-controls={`${id}-list`}
        aria-activedescendant={found[current] ? `${id}-${current}` : undefined}
        aria-label={t('palette.label')}
        placeholder={t('palette.placeholder')}
        value={query}
        onChange={(event) => {
          setQuery(event.target.value);
          setActive(0);
        }}
        onKeyDown={onKeyDown}
      />
      <div
        className={styles.list}
        ref={list}
        id={`${id}-list`}
        role="listbox"
        aria-label={t('palette.label')}
      >
        {groups.map((group) => (
          // biome-ignore lint/a11y/useSemanticElements: a group of options inside a listbox
          <div key={group} role="group" aria-label={t(`palette.${group}`)}>
            <div className={styles.group} aria-hidden>
              {t(`palette.${group}`)}
            </div>
            {found.map((entry, index) =>
              entry.group === group ? (
                // biome-ignore lint/a11y/useKeyWithClickEvents: keys are taken by the input, which keeps the focus
                // biome-ignore lint/a11y/useFocusableInteractive: the same
                <div
                  key={entry.key}
                  id={`${id}-${index}`}
                  data-index={index}
                  role="option"
                  aria-selected={index === current}
                  className={styles.entry}
                  onMouseMove={() => setActive(index)}
                  onClick={() => open(entry)}
                >
                  <span>{entry.label}</span>
                  {entry.detail && <span className={styles.detail}>{entry.detail}</span>}
                </div>
              ) : null,
            )}
          </div>
        ))}
      </div>
      <div className={styles.foot} role="status">
        {wanted !== '' && (loading || search !== wanted)
          ? t('palette.searching')
          : found.length === 0
            ? t('palette.nothing', { query: wanted })
            : t('palette.hint')}
      </div>
    </Dialog>
  );
}
