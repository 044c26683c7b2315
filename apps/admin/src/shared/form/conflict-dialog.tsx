import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../ui/button.tsx';
import { Dialog, DialogActions, DialogContent, DialogTitle } from '../ui/overlay.tsx';
import styles from './field.module.css';

export interface Conflict {
  name: string;
  label: string;
  yours: string;
  theirs: string;
}

/** Two versions of a record side by side: for each field that differs, which one is to stay. */
export function ConflictDialog(props: {
  conflicts: Conflict[];
  busy: boolean;
  /** What it says to do, and on the button, where that isn't saving. */
  text?: string;
  confirm?: string;
  /** Given the names of the fields whose present value is kept. */
  onSave: (theirs: Set<string>) => void;
  onClose: () => void;
}) {
  const { t } = useTranslation('common');
  const [theirs, setTheirs] = useState<ReadonlySet<string>>(new Set());
  const choose = (name: string, mine: boolean) => {
    const next = new Set(theirs);
    if (mine) next.delete(name);
    else next.add(name);
    setTheirs(next);
  };
  const option = (conflict: Conflict, mine: boolean) => {
    const text = mine ? conflict.yours : conflict.theirs;
    return (
      <label>
        <input
          type="radio"
          name={`conflict-${conflict.name}`}
          checked={theirs.has(conflict.name) !== mine}
          onChange={() => choose(conflict.name, mine)}
        />
        {text || <span className="k-muted">{t('form.conflictEmpty')}</span>}
      </label>
    );
  };
  return (
    <Dialog open onClose={props.onClose} maxWidth="md" fullWidth aria-labelledby="conflict-title">
      <DialogTitle id="conflict-title">{t('form.conflictTitle')}</DialogTitle>
      <DialogContent>
        <p>
          {props.text ?? (props.conflicts.length === 0 ? t('form.conflictSame') : t('form.conflictText'))}
        </p>
        {props.conflicts.length > 0 && (
          <table className={styles.conflict}>
            <thead>
              <tr>
                <th>{t('form.conflictField')}</th>
                <th>{t('form.conflictYours')}</th>
                <th>{t('form.conflictTheirs')}</th>
              </tr>
            </thead>
            <tbody>
              {props.conflicts.map((conflict) => (
                <tr key={conflict.name}>
                  <td>{conflict.label}</td>
                  <td>{option(conflict, true)}</td>
                  <td>{option(conflict, false)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
      </DialogContent>
      <DialogActions>
        <Button onClick={props.onClose}>{t('action.cancel')}</Button>
        <Button variant="contained" loading={props.busy} onClick={() => props.onSave(new Set(theirs))}>
          {props.confirm ?? t('form.conflictSave')}
        </Button>
      </DialogActions>
    </Dialog>
  );
}
