import { useTranslation } from 'react-i18next';
import { downloadText } from '../../../shared/list/csv.ts';
import { Button } from '../../../shared/ui/button.tsx';
import { copyText } from '../../../shared/ui/copy-button.tsx';
import { toast } from '../../../shared/ui/toast.tsx';
import styles from './security.module.css';

/** Codes that are shown this once: each opens the door once when the telephone is not at hand. */
export function RecoveryCodes({ codes, onDone }: { codes: string[]; onDone: () => void }) {
  const { t } = useTranslation(['operator', 'common']);
  const text = `${codes.join('\n')}\n`;
  return (
    <div className={styles.codes}>
      <p>{t('totp.codesText')}</p>
      <ul>
        {codes.map((code) => (
          <li key={code}>
            <code>{code}</code>
          </li>
        ))}
      </ul>
      <div className={styles.buttons}>
        <Button
          onClick={() =>
            void copyText(text).then(
              () => toast(t('common:action.copied')),
              () => toast(t('common:failure.action'), { tone: 'danger' }),
            )
          }
        >
          {t('common:action.copy')}
        </Button>
        <Button onClick={() => downloadText('kolony-recovery-codes.txt', text)}>
          {t('common:action.download')}
        </Button>
        <Button variant="contained" onClick={onDone}>
          {t('totp.codesKept')}
        </Button>
      </div>
    </div>
  );
}
