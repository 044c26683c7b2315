import { useQuery } from '@apollo/client/react';
import AddIcon from '@mui/icons-material/BookmarkAddOutlined';
import DeleteIcon from '@mui/icons-material/DeleteOutlined';
import SharedIcon from '@mui/icons-material/GroupOutlined';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useLocation } from 'react-router';
import { useAct } from '../api/use-act.ts';
import { usePainted } from '../hooks/use-painted.ts';
import { useSession } from '../session/session.tsx';
import { Button, IconButton } from '../ui/button.tsx';
import { Popover } from '../ui/overlay.tsx';
import { toast } from '../ui/toast.tsx';
import filterStyles from './filter-bar.module.css';
import { SavedViewDeleteDocument, SavedViewSaveDocument, SavedViewsDocument } from './saved-views.graphql.ts';
import styles from './saved-views.module.css';

const passing = ['after', 'selected', 'open', 'new'];

/** The part of an address that a view keeps: filters, search, sort, columns; in one order, so that they compare. */
function viewState(search: string): string {
  const params = new URLSearchParams(search);
  for (const key of passing) params.delete(key);
  params.sort();
  return params.toString();
}

function searchOf(state: unknown): string {
  const search = typeof state === 'object' && state !== null ? Reflect.get(state, 'search') : undefined;
  return typeof search === 'string' ? viewState(search) : '';
}

/** Filters and columns under a name, one's own and shared ones, one step away. */
export function SavedViews({ page }: { page: string }) {
  const { t } = useTranslation('common');
  const location = useLocation();
  const { data } = useQuery(SavedViewsDocument, { variables: { page }, skip: !usePainted() });
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const [remove] = useAct(SavedViewDeleteDocument, { refetch: ['SavedViews'] });
  const now = viewState(location.search);
  const views = data?.savedViews ?? [];
  const known = views.some((view) => searchOf(view.state) === now);
  if (views.length === 0 && now === '') return null;
  const tab = (key: string, label: string, search: string) => (
    <Link
      key={key}
      className={styles.view}
      to={{ pathname: location.pathname, search }}
      aria-current={search === now ? 'page' : undefined}
    >
      {label}
    </Link>
  );
  return (
    <nav className={styles.views} aria-label={t('list.views')}>
      {tab('all', t('list.viewAll'), '')}
      {views.map((view) => {
        const search = searchOf(view.state);
        return (
          <span key={view.id} className={styles.item}>
            {tab(view.id, view.name, search)}
            {view.shared && <SharedIcon titleAccess={t('list.viewSharedBadge')} />}
            {view.mine && search === now && (
              <IconButton
                aria-label={t('list.viewDelete', { name: view.name })}
                style={{ width: 24, height: 24 }}
                onClick={() =>
                  void remove({ input: { id: view.id } }).then((acted) => {
                    if (acted) toast(t('list.viewDeleted', { name: view.name }));
                  })
                }
              >
                <DeleteIcon />
              </IconButton>
            )}
          </span>
        );
      })}
      {now !== '' && !known && (
        <Button
          variant="text"
          startIcon={<AddIcon />}
          aria-haspopup="dialog"
          onClick={(event) => setAnchor(event.currentTarget)}
        >
          {t('list.viewSave')}
        </Button>
      )}
      <Popover
        open={anchor !== null}
        anchorEl={anchor}
        onClose={() => setAnchor(null)}
        anchorOrigin={{ vertical: 'bottom', horizontal: 'left' }}
        slotProps={{ paper: { role: 'dialog', 'aria-label': t('list.viewSave'), sx: { mt: '4px' } } }}
      >
        <SaveForm page={page} search={now} onDone={() => setAnchor(null)} />
      </Popover>
    </nav>
  );
}

function SaveForm({ page, search, onDone }: { page: string; search: string; onDone: () => void }) {
  const { t } = useTranslation('common');
  const { can } = useSession();
  const [save, busy] = useAct(SavedViewSaveDocument, { refetch: ['SavedViews'] });
  const [name, setName] = useState('');
  const [shared, setShared] = useState(false);
  const [problem, setProblem] = useState<string>();
  const submit = async () => {
    if (!name.trim()) return setProblem(t('form.required'));
    const acted = await save({ input: { page, name: name.trim(), shared, state: { search } } });
    if (!acted) return;
    if (acted.errors[0]) return setProblem(acted.errors[0].message);
    toast(t('list.viewSaved', { name: name.trim() }));
    onDone();
  };
  return (
    <form
      className={filterStyles.editor}
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      <input
        // biome-ignore lint/a11y/noAutofocus: opened in order to name the view
        autoFocus
        aria-label={t('list.viewName')}
        aria-invalid={problem !== undefined}
        placeholder={t('list.viewName')}
        maxLength={60}
        value={name}
        onChange={(event) => setName(event.target.value)}
      />
      {problem && (
        <span role="alert" className={styles.problem}>
          {problem}
        </span>
      )}
      {can('VIEW_SHARE') && (
        <label className={filterStyles.option}>
          <input type="checkbox" checked={shared} onChange={({ target }) => setShared(target.checked)} />
          {t('list.viewShared')}
        </label>
      )}
      <Button type="submit" variant="contained" loading={busy}>
        {t('action.save')}
      </Button>
    </form>
  );
}
