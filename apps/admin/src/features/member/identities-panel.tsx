import { useApolloClient } from '@apollo/client/react';
import AddIcon from '@mui/icons-material/Add';
import DeleteIcon from '@mui/icons-material/DeleteOutlined';
import VerifiedIcon from '@mui/icons-material/VerifiedOutlined';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import * as z from 'zod/mini';
import type { IdentityKind, MemberWholeFragment } from '../../gql/graphql.ts';
import { useAct } from '../../shared/api/use-act.ts';
import { SelectField, TextField } from '../../shared/form/field.tsx';
import { FormDialog } from '../../shared/form/form-dialog.tsx';
import { useServerForm } from '../../shared/form/use-server-form.ts';
import { useFormat } from '../../shared/format/use-format.ts';
import { Button, IconButton } from '../../shared/ui/button.tsx';
import { ConfirmDialog } from '../../shared/ui/confirm-dialog.tsx';
import { Panel } from '../../shared/ui/page.tsx';
import { toast } from '../../shared/ui/toast.tsx';
import { IdentityRevealDocument } from './member.graphql.ts';
import { MemberIdentityAddDocument, MemberIdentityRemoveDocument } from './member-acts.graphql.ts';
import styles from './member-page.module.css';
import { SealedValue } from './sealed-value.tsx';

const kinds = [
  'PHONE',
  'EMAIL',
  'EXTERNAL_ID',
  'OPENID',
  'UNIONID',
  'DEVICE',
] as const satisfies IdentityKind[];
const sealedKinds: readonly IdentityKind[] = ['PHONE', 'EMAIL'];

/** The handles by which this member is known. */
export function IdentitiesPanel({ member, writable }: { member: MemberWholeFragment; writable: boolean }) {
  const { t } = useTranslation(['member', 'common']);
  const format = useFormat();
  const client = useApolloClient();
  const [adding, setAdding] = useState(false);
  const [removing, setRemoving] = useState<MemberWholeFragment['identities'][number]>();
  const [remove, busy] = useAct(MemberIdentityRemoveDocument, { refetch: ['MemberTimeline'] });
  const reveal = async (id: string) => {
    const { data } = await client.query({
      query: IdentityRevealDocument,
      variables: { id },
      fetchPolicy: 'no-cache',
    });
    return data?.node && 'value' in data.node ? data.node.value : undefined;
  };
  const confirmRemove = async () => {
    if (!removing) return;
    const acted = await remove({ input: { id: removing.id } });
    if (!acted) return;
    setRemoving(undefined);
    if (acted.errors[0]) toast(acted.errors[0].message, { tone: 'danger' });
  };
  return (
    <Panel
      title={t('panel.identities')}
      flush
      actions={
        writable && (
          <Button variant="text" startIcon={<AddIcon />} onClick={() => setAdding(true)}>
            {t('common:action.add')}
          </Button>
        )
      }
    >
      <ul className={styles.rows}>
        {member.identities.map((identity) => {
          const kind = t(`common:identityKind.${identity.kind}`);
          return (
            <li key={identity.id}>
              <div className={styles.grow}>
                <div className={styles.sub}>
                  {kind}
                  {identity.namespace && ` · ${identity.namespace}`}
                </div>
                {sealedKinds.includes(identity.kind) ? (
                  <SealedValue label={kind} masked={identity.value} reveal={() => reveal(identity.id)} />
                ) : (
                  identity.value
                )}
              </div>
              {identity.verifiedAt && (
                <span className={styles.sub} title={format.dateTime(identity.verifiedAt)}>
                  <VerifiedIcon style={{ fontSize: 15, verticalAlign: '-2px', color: 'var(--k-positive)' }} />{' '}
                  {t('identity.verified')}
                </span>
              )}
              {writable && (
                <IconButton
                  aria-label={`${t('common:action.remove')}: ${kind} ${identity.value ?? ''}`}
                  onClick={() => setRemoving(identity)}
                >
                  <DeleteIcon />
                </IconButton>
              )}
            </li>
          );
        })}
        {member.identities.length === 0 && <li className={styles.sub}>{t('identity.none')}</li>}
      </ul>
      {adding && <AddIdentity memberId={member.id} onClose={() => setAdding(false)} />}
      <ConfirmDialog
        open={removing !== undefined}
        title={t('identity.removeTitle')}
        confirm={t('common:action.remove')}
        danger
        busy={busy}
        onConfirm={() => void confirmRemove()}
        onClose={() => setRemoving(undefined)}
      >
        {t('identity.removeText', { value: removing?.value ?? '' })}
      </ConfirmDialog>
    </Panel>
  );
}

function AddIdentity({ memberId, onClose }: { memberId: string; onClose: () => void }) {
  const { t } = useTranslation(['member', 'common']);
  const [add] = useAct(MemberIdentityAddDocument, { refetch: ['MemberTimeline'] });
  const { form, submit, busy, problem, dirty, draft } = useServerForm({
    draft: `member.${memberId}.identity`,
    schema: z.object({
      kind: z.enum(kinds),
      namespace: z.string(),
      value: z.string().check(z.minLength(1, t('common:form.required'))),
    }),
    defaultValues: { kind: 'PHONE', namespace: '', value: '' },
    send: async ({ kind, namespace, value }) => {
      const acted = await add({
        input: { memberId, identity: { kind, value: value.trim(), namespace: namespace.trim() || null } },
      });
      return (
        acted && {
          ...acted,
          errors: acted.errors.map((error) => ({ ...error, field: error.field.slice(-1) })),
        }
      );
    },
    onDone: onClose,
  });
  const { errors } = form.formState;
  const spaced = form.watch('kind') !== 'PHONE' && form.watch('kind') !== 'EMAIL';
  return (
    <FormDialog
      title={t('identity.addTitle')}
      confirm={t('common:action.add')}
      busy={busy}
      dirty={dirty}
      problem={problem}
      draft={draft}
      onSubmit={submit}
      onClose={onClose}
    >
      <SelectField label={t('identity.kind')} error={errors.kind?.message} {...form.register('kind')}>
        {kinds.map((kind) => (
          <option key={kind} value={kind}>
            {t(`common:identityKind.${kind}`)}
          </option>
        ))}
      </SelectField>
      <TextField
        label={t('identity.value')}
        autoComplete="off"
        error={errors.value?.message}
        {...form.register('value')}
      />
      {spaced && (
        <TextField
          label={t('identity.namespace')}
          hint={t('identity.namespaceHint')}
          optional
          error={errors.namespace?.message}
          {...form.register('namespace')}
        />
      )}
    </FormDialog>
  );
}
