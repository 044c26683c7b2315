import DownIcon from '@mui/icons-material/KeyboardArrowDown';
import UpIcon from '@mui/icons-material/KeyboardArrowUp';
import ColumnsIcon from '@mui/icons-material/ViewColumnOutlined';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNarrow } from '../hooks/use-narrow.ts';
import { Button, IconButton } from '../ui/button.tsx';
import { Popover } from '../ui/overlay.tsx';
import styles from './filter-bar.module.css';

/** Which columns a list shows, and in which order. A narrow screen has none to choose. */
export function ColumnMenu(props: {
  all: { id: string; label: string }[];
  shown: string[];
  onChange: (shown: string[] | null) => void;
}) {
  const { all } = props;
  const { t } = useTranslation('common');
  const narrow = useNarrow();
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  // Ticked at once; the list behind follows.
  const [shown, setShown] = useState(props.shown);
  const onChange = (next: string[]) => {
    setShown(next);
    props.onChange(next);
  };
  const hidden = all.filter(({ id }) => !shown.includes(id));
  const ordered = [...shown.flatMap((id) => all.find((column) => column.id === id) ?? []), ...hidden];
  const move = (from: number, to: number) => {
    const next = [...shown];
    next.splice(to, 0, ...next.splice(from, 1));
    onChange(next);
  };
  if (narrow) return null;
  return (
    <>
      <Button
        startIcon={<ColumnsIcon />}
        aria-haspopup="dialog"
        aria-expanded={anchor !== null}
        onClick={(event) => {
          setShown(props.shown);
          setAnchor(event.currentTarget);
        }}
      >
        {t('list.columns')}
      </Button>
      <Popover
        open={anchor !== null}
        anchorEl={anchor}
        onClose={() => setAnchor(null)}
        anchorOrigin={{ vertical: 'bottom', horizontal: 'right' }}
        transformOrigin={{ vertical: 'top', horizontal: 'right' }}
        slotProps={{ paper: { role: 'dialog', 'aria-label': t('list.columnsTitle'), sx: { mt: '4px' } } }}
      >
        <div className={styles.editor}>
          <div className={styles.options}>
            {ordered.map(({ id, label }) => {
              const at = shown.indexOf(id);
              return (
                <div key={id} className={styles.option}>
                  <label
                    style={{ display: 'flex', flex: 1, alignItems: 'center', gap: 6, cursor: 'pointer' }}
                  >
                    <input
                      type="checkbox"
                      checked={at >= 0}
                      disabled={at >= 0 && shown.length === 1}
                      onChange={({ target }) =>
                        onChange(target.checked ? [...shown, id] : shown.filter((other) => other !== id))
                      }
                    />
                    {label}
                  </label>
                  {at >= 0 && (
                    <>
                      <IconButton
                        aria-label={`${t('action.moveUp')}: ${label}`}
                        disabled={at === 0}
                        style={{ width: 26, height: 26 }}
                        onClick={() => move(at, at - 1)}
                      >
                        <UpIcon />
                      </IconButton>
                      <IconButton
                        aria-label={`${t('action.moveDown')}: ${label}`}
                        disabled={at === shown.length - 1}
                        style={{ width: 26, height: 26 }}
                        onClick={() => move(at, at + 1)}
                      >
                        <DownIcon />
                      </IconButton>
                    </>
                  )}
                </div>
              );
            })}
          </div>
          <Button
            onClick={() => {
              props.onChange(null);
              setAnchor(null);
            }}
          >
            {t('action.reset')}
          </Button>
        </div>
      </Popover>
    </>
  );
}
