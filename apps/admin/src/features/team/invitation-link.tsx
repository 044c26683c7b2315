import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { FormStack, TextField } from '../../shared/form/field.tsx';
import { Button } from '../../shared/ui/button.tsx';
import { CopyButton } from '../../shared/ui/copy-button.tsx';
import { Dialog, DialogActions, DialogContent, DialogTitle } from '../../shared/ui/overlay.tsx';
import styles from './team.module.css';

/** The link of an invitation that isn't mailed, which can't be had a second time; only its button closes it. */
export function InvitationLink(props: { url: string; email: string; onClose: () => void }) {
  const { t } = useTranslation('team');
  const id = useId();
  const { url, email } = props;
  return (
    <Dialog open maxWidth="sm" fullWidth aria-labelledby={id}>
      <DialogTitle id={id}>{t('invite.linkTitle')}</DialogTitle>
      <DialogContent>
        <FormStack>
          <p>{t('invite.notMailed', { email })}</p>
          <div className={styles.link}>
            <TextField
              label={t('invite.link')}
              hint={t('invite.linkOnce')}
              readOnly
              autoFocus
              value={url}
              onFocus={(event) => event.target.select()}
            />
            <CopyButton text={url} label={t('invite.copy')} />
          </div>
        </FormStack>
      </DialogContent>
      <DialogActions>
        <Button variant="contained" onClick={props.onClose}>
          {t('invite.done')}
        </Button>
      </DialogActions>
    </Dialog>
  );
}
