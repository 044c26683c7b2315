import InfoIcon from '@mui/icons-material/InfoOutlined';
import { useTranslation } from 'react-i18next';
import styles from './shell.module.css';

export function DemoNotice() {
  const { t } = useTranslation('common');
  return (
    <aside className={styles.demo} aria-label={t('source.DEMO')}>
      <InfoIcon />
      <span>{t('shell.demo')}</span>
    </aside>
  );
}
