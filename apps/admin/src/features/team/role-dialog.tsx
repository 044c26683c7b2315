import { useApolloClient } from '@apollo/client/react';
import { Controller } from 'react-hook-form';
import { useTranslation } from 'react-i18next';
import * as z from 'zod/mini';
import { useAct } from '../../shared/api/use-act.ts';
import { FormDialog } from '../../shared/form/form-dialog.tsx';
import { useServerForm } from '../../shared/form/use-server-form.ts';
import { useSession } from '../../shared/session/session.tsx';
import { toast } from '../../shared/ui/toast.tsx';
import type { Seat } from './operators-page.tsx';
import { RoleOptions } from './role-options.tsx';
import { roles } from './roles.ts';
import { SeatUpdateDocument, TeamDocument } from './team.graphql.ts';

/** Gives an operator another role. Changing one's own loads the console anew: it shows what the role may do. */
export function RoleDialog({ seat, onClose }: { seat: Seat; onClose: () => void }) {
  const { t } = useTranslation(['team', 'common']);
  const { viewer } = useSession();
  const client = useApolloClient();
  const self = seat.operator.id === viewer.operator.id;
  const { name } = seat.operator;
  const [update] = useAct(SeatUpdateDocument, { refetch: ['Team'] });
  const { form, submit, busy, problem, dirty } = useServerForm({
    schema: z.object({ role: z.enum(roles) }),
    defaultValues: { role: seat.role },
    send: async ({ role }) => {
      const acted = await update({ input: { id: seat.id, version: seat.version, role } });
      // Someone else was quicker: the list is brought up to date, so that the next attempt is based on it.
      if (acted?.errors.some(({ code }) => code === 'VERSION_OUTDATED'))
        await client.query({ query: TeamDocument, fetchPolicy: 'network-only' });
      return acted;
    },
    onDone: (_, { role }) => {
      if (self && role !== seat.role) return location.reload();
      toast(t('role.done', { name, role: t(`common:role.${role}`) }));
      onClose();
    },
  });
  return (
    <FormDialog
      title={t('role.title', { name })}
      confirm={t('role.confirm')}
      busy={busy}
      dirty={dirty}
      problem={problem}
      wide
      onSubmit={submit}
      onClose={onClose}
    >
      <Controller
        control={form.control}
        name="role"
        render={({ field, fieldState }) => (
          <RoleOptions
            label={t('role.label')}
            value={field.value}
            error={fieldState.error?.message}
            owners={viewer.role === 'OWNER'}
            onChange={field.onChange}
          />
        )}
      />
      <p className="k-muted">{self ? t('role.noteSelf') : t('role.note', { name })}</p>
    </FormDialog>
  );
}
