import type { UseFormReturn } from 'react-hook-form';
import { useTranslation } from 'react-i18next';
import formStyles from '../../shared/form/field.module.css';
import { FormStack, TextArea, TextField } from '../../shared/form/field.tsx';
import { type BrandValues, limits } from './brand-values.ts';

/** What the brand is and how it speaks, with how much of the room is used. */
export function StoryFields({ form }: { form: UseFormReturn<BrandValues> }) {
  const { t } = useTranslation('brand');
  const { errors } = form.formState;
  const count = (name: 'positioning' | 'toneOfVoice' | 'story') => (
    <span className={formStyles.optional}>
      {t('count', { count: form.watch(name).length, limit: limits[name] })}
    </span>
  );
  return (
    <FormStack>
      <TextField
        label={t('field.name')}
        autoComplete="off"
        error={errors.name?.message}
        {...form.register('name')}
      />
      <TextArea
        label={t('field.positioning')}
        hint={t('hint.positioning')}
        aside={count('positioning')}
        error={errors.positioning?.message}
        rows={2}
        {...form.register('positioning')}
      />
      <TextArea
        label={t('field.toneOfVoice')}
        hint={t('hint.toneOfVoice')}
        aside={count('toneOfVoice')}
        error={errors.toneOfVoice?.message}
        rows={3}
        {...form.register('toneOfVoice')}
      />
      <TextArea
        label={t('field.story')}
        aside={count('story')}
        error={errors.story?.message}
        rows={8}
        {...form.register('story')}
      />
    </FormStack>
  );
}
