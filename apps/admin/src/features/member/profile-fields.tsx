import type { UseFormRegisterReturn } from 'react-hook-form';
import { useTranslation } from 'react-i18next';
import { FormColumns, SelectField, TextField } from '../../shared/form/field.tsx';
import { dayIn } from '../../shared/format/zoned.ts';
import { useSession } from '../../shared/session/session.tsx';
import type { ProfileValues } from './member-form.ts';
import { genders } from './members-query.ts';

type Errors = Partial<Record<keyof ProfileValues, { message?: string | undefined }>>;

/** The fields of a member's profile, for making one and for changing one. */
export function ProfileFields(props: {
  register: (name: keyof ProfileValues) => UseFormRegisterReturn;
  errors: Errors;
  /** What is stored, masked; shown where typing replaces it. */
  stored?: { realName?: string | null; address?: string | null };
}) {
  const { register, errors, stored } = props;
  const { t } = useTranslation(['member', 'common']);
  const { timeZone } = useSession().brand;
  return (
    <>
      <FormColumns>
        <TextField
          label={t('field.displayName')}
          maxLength={100}
          error={errors.displayName?.message}
          {...register('displayName')}
        />
        <TextField
          label={t('field.realName')}
          hint={stored?.realName ? t('form.keepsStored') : undefined}
          placeholder={stored?.realName ?? ''}
          autoComplete="off"
          maxLength={100}
          error={errors.realName?.message}
          {...register('realName')}
        />
        <SelectField label={t('field.gender')} error={errors.gender?.message} {...register('gender')}>
          {genders.map((gender) => (
            <option key={gender} value={gender}>
              {t(`common:gender.${gender}`)}
            </option>
          ))}
        </SelectField>
        <TextField
          label={t('field.birthday')}
          type="date"
          max={dayIn(timeZone)}
          error={errors.birthday?.message}
          {...register('birthday')}
        />
        <TextField label={t('field.province')} error={errors.province?.message} {...register('province')} />
        <TextField label={t('field.city')} error={errors.city?.message} {...register('city')} />
      </FormColumns>
      <TextField
        label={t('field.address')}
        hint={stored?.address ? t('form.keepsStored') : undefined}
        placeholder={stored?.address ?? ''}
        autoComplete="off"
        error={errors.address?.message}
        {...register('address')}
      />
      <TextField
        label={t('field.interests')}
        hint={t('form.listHint')}
        error={errors.interests?.message}
        {...register('interests')}
      />
    </>
  );
}
