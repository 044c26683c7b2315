import DeleteIcon from '@mui/icons-material/DeleteOutlined';
import ImageIcon from '@mui/icons-material/ImageOutlined';
import UploadIcon from '@mui/icons-material/UploadOutlined';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import formStyles from '../../shared/form/field.module.css';
import { TextField } from '../../shared/form/field.tsx';
import { useFormat } from '../../shared/format/use-format.ts';
import { Button, IconButton } from '../../shared/ui/button.tsx';
import styles from './brand.module.css';
import { bytesOf, pictureUrl } from './logo-picture.ts';

/** A logo: the address of a picture, or a picture of one's own, which is kept in the brand itself. */
export function LogoField(props: {
  value: string;
  error: string | undefined;
  brandName: string;
  onChange: (value: string) => void;
}) {
  const { value, onChange } = props;
  const { t } = useTranslation(['brand', 'common']);
  const format = useFormat();
  const input = useRef<HTMLInputElement>(null);
  const [problem, setProblem] = useState<'notPicture' | 'tooLarge'>();
  const [broken, setBroken] = useState<string>();
  const uploaded = value.startsWith('data:');
  const shown = uploaded || value.startsWith('https://');
  const change = (next: string) => {
    setProblem(undefined);
    onChange(next);
  };
  const take = async (file: File) => {
    const picture = await pictureUrl(file);
    if ('problem' in picture) setProblem(picture.problem);
    else change(picture.url);
  };
  const error =
    props.error ??
    (problem ? t(`logo.${problem}`) : shown && broken === value ? t('logo.broken') : undefined);
  return (
    <div className={styles.logoField}>
      <span className={styles.logo}>
        {shown && broken !== value ? (
          <img src={value} alt={t('logo.alt', { name: props.brandName })} onError={() => setBroken(value)} />
        ) : (
          <ImageIcon />
        )}
      </span>
      <div className={styles.logoControls}>
        {uploaded ? (
          <div className={formStyles.field}>
            <span className={formStyles.label}>{t('field.logoUrl')}</span>
            <span>{t('logo.uploaded', { size: format.bytes(bytesOf(value)) })}</span>
            {error && (
              <span className={formStyles.error} role="alert">
                {error}
              </span>
            )}
          </div>
        ) : (
          <TextField
            label={t('logo.address')}
            optional
            type="url"
            placeholder="https://"
            error={error}
            hint={t('logo.hint')}
            value={value}
            onChange={(event) => change(event.target.value)}
          />
        )}
        <div className={formStyles.actions}>
          <input
            ref={input}
            type="file"
            hidden
            accept="image/png,image/jpeg,image/webp,image/gif"
            aria-label={t('logo.upload')}
            onChange={(event) => {
              const [file] = event.target.files ?? [];
              event.target.value = '';
              if (file) void take(file);
            }}
          />
          <Button startIcon={<UploadIcon />} onClick={() => input.current?.click()}>
            {uploaded ? t('logo.replace') : t('logo.upload')}
          </Button>
          {value && (
            <IconButton aria-label={t('logo.remove')} onClick={() => change('')}>
              <DeleteIcon />
            </IconButton>
          )}
        </div>
      </div>
    </div>
  );
}
