import { useTranslation } from 'react-i18next';
import styles from './auth.module.css';

/** Shown only where the installation runs with demo data: how to look around. */
export function DemoSignIn(props: { email: string; password: string; onUse: () => void }) {
  const { t } = useTranslation('operator');
  return (
    <section className={styles.demo} aria-label={t('signIn.demo')}>
      <dl>
        <dt>{t('signIn.email')}</dt>
        <dd>{props.email}</dd>
        <dt>{t('signIn.password')}</dt>
        <dd>{props.password}</dd>
      </dl>
      <button type="button" className={styles.plain} onClick={props.onUse}>
        {t('signIn.demoUse')}
      </button>
    </section>
  );
}
