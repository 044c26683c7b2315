import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import * as z from 'zod/mini';
import type { IdentityInput } from '../../gql/graphql.ts';
import { useAct } from '../../shared/api/use-act.ts';
import { FormColumns, TextField } from '../../shared/form/field.tsx';
import type { UserError } from '../../shared/form/field-errors.ts';
import { FormDialog } from '../../shared/form/form-dialog.tsx';
import { useServerForm } from '../../shared/form/use-server-form.ts';
import { toast } from '../../shared/ui/toast.tsx';
import { MemberCreateDocument } from './member-acts.graphql.ts';
import { emptyProfile, listOf, profileInput, profileShape } from './member-form.ts';
import { ProfileFields } from './profile-fields.tsx';

const handles = [
  ['phone', 'PHONE'],
  ['email', 'EMAIL'],
  ['externalId', 'EXTERNAL_ID'],
] as const;

/** Makes a member by hand. */
export function MemberDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation(['member', 'common']);
  const navigate = useNavigate();
  const [create] = useAct(MemberCreateDocument, { refetch: ['Members'] });
  const { form, submit, busy, problem, dirty, draft } = useServerForm({
    draft: 'member.new',
    schema: z.object({
      ...profileShape,
      phone: z.string(),
      email: z.string(),
      externalId: z.string(),
      tags: z.string(),
    }),
    defaultValues: { ...emptyProfile, phone: '', email: '', externalId: '', tags: '' },
    send: async (values) => {
      const given = handles.filter(([name]) => values[name].trim());
      const identities = given.map(([name, kind]): IdentityInput => ({ kind, value: values[name].trim() }));
      const acted = await create({
        input: { ...profileInput(values), identities, tags: listOf(values.tags) },
      });
      return acted && { ...acted, errors: acted.errors.map((error) => atHandle(error, given)) };
    },
    onDone: (data) => {
      toast(t('create.done'));
      onClose();
      if (data.memberCreate.member) void navigate(`/members/${data.memberCreate.member.id}`);
    },
  });
  const { errors } = form.formState;
  return (
    <FormDialog
      title={t('create.title')}
      confirm={t('create.action')}
      busy={busy}
      dirty={dirty}
      problem={problem}
      draft={draft}
      wide
      onSubmit={submit}
      onClose={onClose}
    >
      <FormColumns>
        <TextField
          label={t('common:identityKind.PHONE')}
          type="tel"
          autoComplete="off"
          error={errors.phone?.message}
          {...form.register('phone')}
        />
        <TextField
          label={t('common:identityKind.EMAIL')}
          type="email"
          autoComplete="off"
          error={errors.email?.message}
          {...form.register('email')}
        />
        <TextField
          label={t('common:identityKind.EXTERNAL_ID')}
          autoComplete="off"
          error={errors.externalId?.message}
          {...form.register('externalId')}
        />
        <TextField
          label={t('field.tags')}
          hint={t('form.listHint')}
          error={errors.tags?.message}
          {...form.register('tags')}
        />
      </FormColumns>
      <ProfileFields register={(name) => form.register(name)} errors={errors} />
    </FormDialog>
  );
}

/** An error of `identities.1.value` belongs to the field from which the second identity came. */
function atHandle(error: UserError, given: readonly (readonly [string, string])[]): UserError {
  const at = error.field.indexOf('identities');
  const name = at >= 0 ? given[Number(error.field[at + 1])]?.[0] : undefined;
  return name ? { ...error, field: [name] } : error;
}
