import { type ReactNode, useId } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from './button.tsx';
import { Dialog, DialogActions, DialogContent, DialogTitle } from './overlay.tsx';

/** Asks before an act that takes something away; says what it will do, and names the act on the button. */
export function ConfirmDialog(props: {
  open: boolean;
  title: string;
  children?: ReactNode;
  confirm: string;
  cancel?: string;
  danger?: boolean;
  busy?: boolean;
  disabled?: boolean;
  onConfirm: () => void;
  onClose: () => void;
}) {
  const { t } = useTranslation('common');
  const id = useId();
  return (
    <Dialog open={props.open} onClose={props.onClose} maxWidth="xs" fullWidth aria-labelledby={id}>
      <DialogTitle id={id}>{props.title}</DialogTitle>
      {props.children && <DialogContent>{props.children}</DialogContent>}
      <DialogActions>
        <Button onClick={props.onClose}>{props.cancel ?? t('action.cancel')}</Button>
        <Button
          variant="contained"
          color={props.danger ? 'error' : 'primary'}
          disabled={props.disabled}
          loading={props.busy ?? false}
          onClick={props.onConfirm}
        >
          {props.confirm}
        </Button>
      </DialogActions>
    </Dialog>
  );
}
