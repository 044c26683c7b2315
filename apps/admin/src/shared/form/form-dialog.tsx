import { type ReactNode, useCallback, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../ui/button.tsx';
import { ConfirmDialog } from '../ui/confirm-dialog.tsx';
import { Dialog, DialogActions, DialogContent, DialogTitle } from '../ui/overlay.tsx';
import styles from './field.module.css';
import { FormProblem, FormStack } from './field.tsx';
import type { Draft } from './use-draft.ts';

/** A form in a dialog. Closing it with changes asks first. */
export function FormDialog(props: {
  title: string;
  confirm: string;
  busy: boolean;
  dirty: boolean;
  problem: string | undefined;
  danger?: boolean;
  wide?: boolean;
  draft?: Draft;
  onSubmit: () => void;
  onClose: () => void;
  children: ReactNode;
}) {
  const { t } = useTranslation('common');
  const id = useId();
  const [asking, setAsking] = useState(false);
  const content = useCallback((element: HTMLDivElement | null) => {
    element?.querySelector<HTMLElement>('input:not([type="hidden"]), select, textarea')?.focus();
  }, []);
  const close = () => (props.dirty ? setAsking(true) : props.onClose());
  return (
    <Dialog open onClose={close} maxWidth={props.wide ? 'sm' : 'xs'} fullWidth aria-labelledby={id}>
      <form
        noValidate
        style={{ display: 'contents' }}
        data-unsaved={props.dirty}
        onSubmit={(event) => {
          event.preventDefault();
          event.stopPropagation();
          props.onSubmit();
        }}
      >
        <DialogTitle id={id}>{props.title}</DialogTitle>
        <DialogContent ref={content}>
          <FormStack>
            {props.draft?.restored && (
              <div className={styles.draft} role="status">
                {t('state.draft')}
                <Button variant="text" onClick={props.draft.discard}>
                  {t('state.draftDiscard')}
                </Button>
              </div>
            )}
            <FormProblem>{props.problem}</FormProblem>
            {props.children}
          </FormStack>
        </DialogContent>
        <DialogActions>
          <Button onClick={close}>{t('action.cancel')}</Button>
          <Button
            type="submit"
            variant="contained"
            color={props.danger ? 'error' : 'primary'}
            loading={props.busy}
          >
            {props.confirm}
          </Button>
        </DialogActions>
      </form>
      <ConfirmDialog
        open={asking}
        title={t('form.unsavedTitle')}
        confirm={t('action.discard')}
        cancel={t('action.stay')}
        danger
        onConfirm={() => {
          props.draft?.discard();
          props.onClose();
        }}
        onClose={() => setAsking(false)}
      >
        {t('form.unsavedText')}
      </ConfirmDialog>
    </Dialog>
  );
}
