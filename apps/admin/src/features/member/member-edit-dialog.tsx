import { useApolloClient } from '@apollo/client/react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import * as z from 'zod/mini';
import type { MemberWholeFragment } from '../../gql/graphql.ts';
import { useAct } from '../../shared/api/use-act.ts';
import { type Conflict, ConflictDialog } from '../../shared/form/conflict-dialog.tsx';
import { FormDialog } from '../../shared/form/form-dialog.tsx';
import { useServerForm } from '../../shared/form/use-server-form.ts';
import { toast } from '../../shared/ui/toast.tsx';
import { MemberDocument } from './member.graphql.ts';
import { MemberUpdateDocument } from './member-acts.graphql.ts';
import { type ProfileValues, profileInput, profileOf, profileShape } from './member-form.ts';
import { ProfileFields } from './profile-fields.tsx';

const compared = ['displayName', 'gender', 'birthday', 'province', 'city', 'interests'] as const;

/** Changes a profile; when someone else did so meanwhile, both versions are compared before anything is saved. */
export function MemberEditDialog({ member, onClose }: { member: MemberWholeFragment; onClose: () => void }) {
  const { t } = useTranslation(['member', 'common']);
  const client = useApolloClient();
  const [base] = useState(member);
  const [update, saving] = useAct(MemberUpdateDocument, { refetch: ['MemberTimeline'] });
  const [clash, setClash] = useState<{ mine: ProfileValues; now: MemberWholeFragment }>();
  const done = () => {
    toast(t('common:state.saved'));
    onClose();
  };
  const { form, submit, busy, problem, dirty, draft } = useServerForm({
    draft: `member.${base.id}`,
    schema: z.object(profileShape),
    defaultValues: profileOf(base),
    send: (values) => update({ input: { id: base.id, version: base.version, ...profileInput(values) } }),
    onDone: done,
    onConflict: async (mine) => {
      const { data } = await client.query({
        query: MemberDocument,
        variables: { id: base.id },
        fetchPolicy: 'network-only',
      });
      const now = data?.member;
      if (!now) return;
      if (conflictsBetween(mine, now).length > 0) setClash({ mine, now });
      else await save(mine, now, new Set());
    },
  });
  const shown = (name: keyof ProfileValues, value: string) =>
    name === 'gender' ? t(`common:gender.${profileShape.gender.parse(value)}`) : value;
  const before = profileOf(base);
  // Only what both sides changed, and differently, has to be decided.
  const conflictsBetween = (mine: ProfileValues, member: MemberWholeFragment) => {
    const now = profileOf(member);
    return compared.filter(
      (name) => mine[name] !== before[name] && now[name] !== before[name] && mine[name] !== now[name],
    );
  };
  const save = async (mine: ProfileValues, member: MemberWholeFragment, theirs: Set<string>) => {
    const now = profileOf(member);
    const values = { ...mine };
    const take = <Name extends keyof ProfileValues>(name: Name) => {
      if (theirs.has(name) || mine[name] === before[name]) values[name] = now[name];
    };
    for (const name of compared) take(name);
    const acted = await update({ input: { id: base.id, version: member.version, ...profileInput(values) } });
    if (acted?.errors.length === 0) {
      draft.forget();
      done();
    } else if (acted) toast(acted.errors[0]?.message ?? '', { tone: 'danger' });
  };
  if (clash) {
    const now = profileOf(clash.now);
    const conflicts: Conflict[] = conflictsBetween(clash.mine, clash.now).map((name) => ({
      name,
      label: t(`field.${name}`),
      yours: shown(name, clash.mine[name]),
      theirs: shown(name, now[name]),
    }));
    return (
      <ConflictDialog
        conflicts={conflicts}
        busy={saving}
        onSave={(theirs) => void save(clash.mine, clash.now, theirs)}
        onClose={() => setClash(undefined)}
      />
    );
  }
  return (
    <FormDialog
      title={t('edit.title')}
      confirm={t('common:action.save')}
      busy={busy}
      dirty={dirty}
      problem={problem}
      draft={draft}
      wide
      onSubmit={submit}
      onClose={onClose}
    >
      <ProfileFields register={(name) => form.register(name)} errors={form.formState.errors} stored={base} />
    </FormDialog>
  );
}
