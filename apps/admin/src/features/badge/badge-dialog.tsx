import { useQuery } from '@apollo/client/react';
import { useTranslation } from 'react-i18next';
import { type Acted, useAct } from '../../shared/api/use-act.ts';
import { SelectField, TextField } from '../../shared/form/field.tsx';
import { FormDialog } from '../../shared/form/form-dialog.tsx';
import { useServerForm } from '../../shared/form/use-server-form.ts';
import { useSession } from '../../shared/session/session.tsx';
import { toast } from '../../shared/ui/toast.tsx';
import { BadgeCreateDocument, BadgeTiersDocument, BadgeUpdateDocument } from './badge.graphql.ts';
import styles from './badge.module.css';
import { BadgePicture, iconNames } from './badge-icon.tsx';
import {
  type Badge,
  badgeSchema,
  counts,
  criteria,
  emptyBadge,
  events,
  inputOf,
  periods,
  valuesOf,
} from './badge-values.ts';
import { useBadgeSentence } from './use-badge-sentence.ts';

/** A badge is made or changed, beside how members will read it. */
export function BadgeDialog({ badge, onClose }: { badge?: Badge; onClose: () => void }) {
  const { t } = useTranslation(['badge', 'common']);
  const { currency } = useSession().brand;
  const sentence = useBadgeSentence();
  const [create] = useAct(BadgeCreateDocument, { refetch: ['Badges'] });
  const [update] = useAct(BadgeUpdateDocument, { refetch: ['Badges'] });
  const { form, submit, busy, problem, dirty } = useServerForm({
    schema: badgeSchema(t),
    defaultValues: badge ? valuesOf(badge) : emptyBadge,
    send: async (values): Promise<Acted<unknown>> => {
      const input = inputOf(values);
      return badge
        ? update({ input: { ...input, id: badge.id, version: badge.version } })
        : create({ input });
    },
    onDone: (_, { name }) => {
      toast(badge ? t('common:state.saved') : t('form.created', { name: name.trim() }));
      onClose();
    },
  });
  const { errors } = form.formState;
  const values = form.watch();
  const { criterion } = values;
  const shown = inputOf(values);
  const complete = badgeSchema(t).safeParse({ ...values, name: '…' }).success;
  const { data } = useQuery(BadgeTiersDocument, { skip: criterion !== 'TIER' });
  const tiers = data?.tierLadder?.tiers ?? [];
  return (
    <FormDialog
      title={badge ? t('form.edit', { name: badge.name }) : t('form.new')}
      confirm={badge ? t('common:action.save') : t('form.create')}
      wide
      busy={busy}
      dirty={dirty}
      problem={problem}
      onSubmit={submit}
      onClose={onClose}
    >
      <div className={styles.look}>
        <BadgePicture icon={values.icon} color={values.color} />
        <div className={styles.said} aria-live="polite">
          <strong>{values.name.trim() || t('form.unnamed')}</strong>
          <p>
            {complete
              ? sentence({
                  criterion,
                  target: shown.target ?? null,
                  amount: shown.amount ? { amount: shown.amount, currency } : null,
                  event: shown.event ?? null,
                  tierName: tiers.find(({ id }) => id === values.tierId)?.name ?? badge?.tierName ?? null,
                  period: values.period,
                })
              : t('form.incomplete')}
          </p>
        </div>
      </div>
      <TextField
        label={t('field.name')}
        error={errors.name?.message}
        autoComplete="off"
        maxLength={30}
        {...form.register('name')}
      />
      <TextField
        label={t('field.description')}
        hint={t('hint.description')}
        optional
        error={errors.description?.message}
        autoComplete="off"
        maxLength={200}
        {...form.register('description')}
      />
      <fieldset className={styles.icons}>
        <legend>{t('field.icon')}</legend>
        {iconNames.map((name) => (
          <label key={name}>
            <input type="radio" value={name} aria-label={t(`icon.${name}`)} {...form.register('icon')} />
            <BadgePicture icon={name} color={values.color} />
          </label>
        ))}
      </fieldset>
      <TextField
        label={t('field.color')}
        type="color"
        error={errors.color?.message}
        style={{ width: 64, padding: 3 }}
        {...form.register('color')}
      />
      <SelectField
        label={t('field.criterion')}
        error={errors.criterion?.message}
        {...form.register('criterion')}
      >
        {criteria.map((one) => (
          <option key={one} value={one}>
            {t(`criterion.${one}`)}
          </option>
        ))}
      </SelectField>
      {criterion === 'EVENTS' && (
        <SelectField label={t('field.event')} error={errors.event?.message} {...form.register('event')}>
          {events.map((one) => (
            <option key={one} value={one}>
              {t(`common:earningEvent.${one}`)}
            </option>
          ))}
        </SelectField>
      )}
      {criterion === 'TIER' && (
        <SelectField
          // Its choices come later than its value.
          key={tiers.length}
          label={t('field.tier')}
          hint={data && tiers.length === 0 ? t('hint.noTiers') : undefined}
          error={errors.tierId?.message}
          {...form.register('tierId')}
        >
          <option value="">{t('give.choose')}</option>
          {tiers.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </SelectField>
      )}
      {counts(criterion) && (
        <TextField
          label={t(`target.${criterion}`)}
          inputMode="numeric"
          autoComplete="off"
          error={errors.target?.message}
          {...form.register('target')}
        />
      )}
      {criterion === 'SPEND' && (
        <TextField
          label={t('field.amount', { currency })}
          inputMode="decimal"
          autoComplete="off"
          error={errors.amount?.message}
          {...form.register('amount')}
        />
      )}
      {criterion !== 'TIER' && (
        <SelectField
          label={t('field.period')}
          hint={t('hint.period')}
          error={errors.period?.message}
          {...form.register('period')}
        >
          {periods.map((one) => (
            <option key={one} value={one}>
              {t(`period.${one}`)}
            </option>
          ))}
        </SelectField>
      )}
      <label className={styles.check}>
        <input type="checkbox" {...form.register('active')} />
        <span>{t('field.active')}</span>
      </label>
    </FormDialog>
  );
}
