import { useTranslation } from 'react-i18next';
import { Dialog, DialogContent, DialogTitle } from '../../shared/ui/overlay.tsx';
import { Definitions } from '../../shared/ui/page.tsx';
import { modKey } from './sidebar.tsx';

export function Shortcuts({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('common');
  const keys = [
    { name: t('shortcut.palette'), keys: [modKey, 'K'] },
    { name: t('shortcut.search'), keys: ['/'] },
    { name: t('shortcut.move'), keys: ['↑', '↓'] },
    { name: t('shortcut.open'), keys: ['Enter'] },
    { name: t('shortcut.select'), keys: ['X'] },
    { name: t('shortcut.help'), keys: ['?'] },
    { name: t('shortcut.close'), keys: ['Esc'] },
  ];
  return (
    <Dialog open onClose={onClose} maxWidth="xs" fullWidth aria-labelledby="shortcuts-title">
      <DialogTitle id="shortcuts-title">{t('shortcut.title')}</DialogTitle>
      <DialogContent>
        <Definitions
          items={keys.map(({ name, keys: pressed }) => ({
            term: name,
            value: pressed.map((key) => (
              <span key={key}>
                <kbd>{key}</kbd>{' '}
              </span>
            )),
          }))}
        />
      </DialogContent>
    </Dialog>
  );
}
