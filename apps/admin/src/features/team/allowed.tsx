import CheckIcon from '@mui/icons-material/Check';
import { useTranslation } from 'react-i18next';
import styles from './team.module.css';

/** Allowed or not: by sign and word, not by colour alone. */
export function Allowed({ yes }: { yes: boolean }) {
  const { t } = useTranslation('team');
  return (
    <span className={styles.allowed} data-yes={yes ? '' : undefined}>
      {yes ? <CheckIcon aria-hidden /> : <span aria-hidden>–</span>}
      <span className="k-visually-hidden">{yes ? t('matrix.yes') : t('matrix.no')}</span>
    </span>
  );
}
