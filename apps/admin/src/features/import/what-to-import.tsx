import DownloadIcon from '@mui/icons-material/FileDownloadOutlined';
import { useTranslation } from 'react-i18next';
import { currentLocale } from '../../shared/i18n/locale.ts';
import { Button } from '../../shared/ui/button.tsx';
import styles from './import.module.css';
import { downloadSample } from './sample-file.ts';

export const importKinds = ['ORDERS', 'MEMBERS'] as const;

/** What can be imported and what such a file holds, with a sample of each. */
export function WhatToImport() {
  const { t } = useTranslation('import');
  return (
    <div className={styles.kinds}>
      {importKinds.map((kind) => (
        <section key={kind} className={styles.kindCard}>
          <h3>{t(`kind.${kind}`)}</h3>
          <p>{t(`kindText.${kind}`)}</p>
          <p className={styles.sub}>{t(`kindColumns.${kind}`)}</p>
          <div>
            <Button startIcon={<DownloadIcon />} onClick={() => downloadSample(kind, currentLocale())}>
              {t('sample', { kind: t(`kind.${kind}`) })}
            </Button>
          </div>
        </section>
      ))}
    </div>
  );
}
