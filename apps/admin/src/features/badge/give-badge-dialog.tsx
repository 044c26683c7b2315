import { useQuery } from '@apollo/client/react';
import { useTranslation } from 'react-i18next';
import * as z from 'zod/mini';
import { useAct } from '../../shared/api/use-act.ts';
import { SelectField, TextField } from '../../shared/form/field.tsx';
import { FormDialog } from '../../shared/form/form-dialog.tsx';
import { useServerForm } from '../../shared/form/use-server-form.ts';
import { toast } from '../../shared/ui/toast.tsx';
import { BadgeAwardDocument, BadgesDocument } from './badge.graphql.ts';

/** Gives a member one of the brand's badges by hand. */
export function GiveBadgeDialog({ memberId, onClose }: { memberId: string; onClose: () => void }) {
  const { t } = useTranslation(['badge', 'common']);
  const { data } = useQuery(BadgesDocument, { fetchPolicy: 'cache-and-network' });
  const badges = data?.badges.filter(({ active }) => active) ?? [];
  const [award] = useAct(BadgeAwardDocument, { refetch: ['MemberBadges', 'MemberTimeline'] });
  const { form, submit, busy, problem, dirty } = useServerForm({
    schema: z.object({
      badgeId: z.string().check(z.refine((id) => id !== '', t('common:form.required'))),
      note: z.string().check(z.maxLength(200, t('common:form.tooLong', { limit: 200 }))),
    }),
    defaultValues: { badgeId: '', note: '' },
    send: ({ badgeId, note }) => award({ input: { memberId, badgeId, note: note.trim() || null } }),
    onDone: (_, { badgeId }) => {
      toast(t('award.done', { name: badges.find(({ id }) => id === badgeId)?.name ?? '' }));
      onClose();
    },
  });
  const { errors } = form.formState;
  return (
    <FormDialog
      title={t('give.title')}
      confirm={t('award.action')}
      busy={busy}
      dirty={dirty}
      problem={problem}
      onSubmit={submit}
      onClose={onClose}
    >
      <SelectField label={t('give.badge')} error={errors.badgeId?.message} {...form.register('badgeId')}>
        <option value="">{t('give.choose')}</option>
        {badges.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </SelectField>
      <TextField
        label={t('award.note')}
        hint={t('award.noteHint')}
        optional
        autoComplete="off"
        error={errors.note?.message}
        {...form.register('note')}
      />
    </FormDialog>
  );
}
