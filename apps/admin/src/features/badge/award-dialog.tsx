import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import * as z from 'zod/mini';
import { useAct } from '../../shared/api/use-act.ts';
import { TextField } from '../../shared/form/field.tsx';
import { FormDialog } from '../../shared/form/form-dialog.tsx';
import { useServerForm } from '../../shared/form/use-server-form.ts';
import { toast } from '../../shared/ui/toast.tsx';
import { BadgeAwardDocument } from './badge.graphql.ts';
import type { Badge } from './badge-values.ts';
import { type ChosenMember, MemberChoice } from './member-choice.tsx';

/** Gives a badge to a member by hand. */
export function AwardDialog({ badge, onClose }: { badge: Pick<Badge, 'id' | 'name'>; onClose: () => void }) {
  const { t } = useTranslation(['badge', 'common']);
  const [member, setMember] = useState<ChosenMember>();
  const [award] = useAct(BadgeAwardDocument, { refetch: ['Badges'] });
  const { form, submit, busy, problem, dirty } = useServerForm({
    schema: z.object({
      memberId: z.string().check(z.refine((id) => id !== '', t('award.noMember'))),
      note: z.string().check(z.maxLength(200, t('common:form.tooLong', { limit: 200 }))),
    }),
    defaultValues: { memberId: '', note: '' },
    send: ({ memberId, note }) =>
      award({ input: { memberId, badgeId: badge.id, note: note.trim() || null } }),
    onDone: () => {
      toast(t('award.done', { name: badge.name }));
      onClose();
    },
  });
  const choose = (chosen: ChosenMember | undefined) => {
    setMember(chosen);
    form.setValue('memberId', chosen?.id ?? '', { shouldDirty: true });
    form.clearErrors();
  };
  return (
    <FormDialog
      title={t('award.of', { name: badge.name })}
      confirm={t('award.action')}
      busy={busy}
      dirty={dirty}
      problem={problem}
      onSubmit={submit}
      onClose={onClose}
    >
      <MemberChoice value={member} onChange={choose} error={form.formState.errors.memberId?.message} />
      <TextField
        label={t('award.note')}
        hint={t('award.noteHint')}
        optional
        autoComplete="off"
        error={form.formState.errors.note?.message}
        {...form.register('note')}
      />
    </FormDialog>
  );
}
