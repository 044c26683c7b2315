import { type ReactNode, useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { currentLocale, switchLocale } from '../../../shared/i18n/locale.ts';
import icon from '../../../shared/ui/icon.svg';
import styles from './auth.module.css';
import { Colony } from './colony.tsx';

/** What all pages before sign-in look like: the form on one side, the mark of the product on the other. */
export function AuthFrame(props: { title: string; lead?: string; version?: string; children: ReactNode }) {
  const { t } = useTranslation('operator');
  const { title, lead, version, children } = props;
  useEffect(() => {
    document.title = `${title} · Kolony`;
  }, [title]);
  const other = currentLocale() === 'en' ? 'zh-CN' : 'en';
  return (
    <div className={styles.page}>
      <div className={styles.column}>
        <header className={styles.mark}>
          <img src={icon} alt="" />
          Kolony
        </header>
        <main className={styles.main}>
          <h1>{title}</h1>
          <p className={styles.lead}>{lead}</p>
          {children}
        </main>
        <footer className={styles.footer}>
          <button type="button" lang={other} onClick={() => switchLocale(other)}>
            {other === 'en' ? 'English' : '中文'}
          </button>
          {version && <span className={styles.version}>{t('auth.version', { version })}</span>}
        </footer>
      </div>
      <aside className={styles.aside}>
        <Colony />
        <p>{t('auth.tagline')}</p>
      </aside>
    </div>
  );
}
