import UploadIcon from '@mui/icons-material/UploadFileOutlined';
import { type DragEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import styles from './import.module.css';

/** Where a file is dropped or chosen. */
export function FileDrop({ onFile }: { onFile: (file: File) => void }) {
  const { t } = useTranslation('import');
  const [over, setOver] = useState(false);
  const take = (files: FileList | null) => {
    const [file] = files ?? [];
    if (file) onFile(file);
  };
  const onDrop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    take(event.dataTransfer.files);
  };
  return (
    <label
      className={styles.drop}
      data-over={over}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={onDrop}
    >
      <UploadIcon />
      <span className={styles.dropTitle}>
        {t('drop.title')} <span className={styles.dropLink}>{t('drop.choose')}</span>
      </span>
      <span className={styles.sub}>{t('drop.hint')}</span>
      <input
        type="file"
        className="k-visually-hidden"
        aria-label={t('drop.label')}
        accept=".csv,.tsv,.txt,.xlsx,text/csv,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
        onChange={(event) => {
          take(event.target.files);
          // The same file again, mended meanwhile, is a change too.
          event.target.value = '';
        }}
      />
    </label>
  );
}
