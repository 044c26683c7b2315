import AddIcon from '@mui/icons-material/Add';
import DeleteIcon from '@mui/icons-material/DeleteOutlined';
import DownIcon from '@mui/icons-material/KeyboardArrowDown';
import UpIcon from '@mui/icons-material/KeyboardArrowUp';
import { type UseFormReturn, useFieldArray } from 'react-hook-form';
import { useTranslation } from 'react-i18next';
import { SelectField, TextField } from '../../shared/form/field.tsx';
import { Button, IconButton } from '../../shared/ui/button.tsx';
import styles from './brand.module.css';
import { type BrandValues, limits, platforms } from './brand-values.ts';

/** The accounts of a brand on platforms, in their order. */
export function ChannelsField({ form }: { form: UseFormReturn<BrandValues> }) {
  const { t } = useTranslation(['brand', 'common']);
  const { fields, append, remove, move } = useFieldArray({ control: form.control, name: 'channels' });
  const errors = form.formState.errors.channels;
  return (
    <>
      {fields.length === 0 && <p className="k-muted">{t('channel.none')}</p>}
      <ol className={styles.channels}>
        {fields.map((field, index) => {
          const wrong = errors?.[index];
          const number = index + 1;
          return (
            <li key={field.id} aria-label={t('channel.row', { number })}>
              <div className={styles.channelFields}>
                <SelectField
                  label={t('field.platform')}
                  error={wrong?.platform?.message}
                  {...form.register(`channels.${index}.platform`)}
                >
                  {platforms.map((platform) => (
                    <option key={platform} value={platform}>
                      {t(`common:platform.${platform}`)}
                    </option>
                  ))}
                </SelectField>
                <TextField
                  label={t('field.accountName')}
                  error={wrong?.accountName?.message}
                  autoComplete="off"
                  {...form.register(`channels.${index}.accountName`)}
                />
                <TextField
                  label={t('field.accountId')}
                  error={wrong?.accountId?.message}
                  optional
                  autoComplete="off"
                  {...form.register(`channels.${index}.accountId`)}
                />
                <TextField
                  label={t('field.url')}
                  error={wrong?.url?.message}
                  optional
                  type="url"
                  placeholder="https://"
                  {...form.register(`channels.${index}.url`)}
                />
              </div>
              <div className={styles.channelActs}>
                <IconButton
                  aria-label={t('channel.moveUp', { number })}
                  disabled={index === 0}
                  onClick={() => move(index, index - 1)}
                >
                  <UpIcon />
                </IconButton>
                <IconButton
                  aria-label={t('channel.moveDown', { number })}
                  disabled={index === fields.length - 1}
                  onClick={() => move(index, index + 1)}
                >
                  <DownIcon />
                </IconButton>
                <IconButton aria-label={t('channel.remove', { number })} onClick={() => remove(index)}>
                  <DeleteIcon />
                </IconButton>
              </div>
            </li>
          );
        })}
      </ol>
      {fields.length >= limits.channels ? (
        <p className="k-muted">{t('channel.full', { limit: limits.channels })}</p>
      ) : (
        <Button
          startIcon={<AddIcon />}
          onClick={() => append({ platform: 'WECHAT', accountName: '', accountId: '', url: '' })}
        >
          {t('channel.add')}
        </Button>
      )}
    </>
  );
}
