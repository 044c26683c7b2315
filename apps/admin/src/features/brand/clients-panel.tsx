import { useQuery } from '@apollo/client/react';
import AddIcon from '@mui/icons-material/Add';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { MemberClientWholeFragment } from '../../gql/graphql.ts';
import { useUrlState } from '../../shared/hooks/use-url-state.ts';
import { Button } from '../../shared/ui/button.tsx';
import { CopyButton } from '../../shared/ui/copy-button.tsx';
import { Badge, Panel } from '../../shared/ui/page.tsx';
import { FailureState, Skeleton } from '../../shared/ui/states.tsx';
import styles from './brand.module.css';
import { ClientAddDialog } from './client-add-dialog.tsx';
import { ClientEditDialog } from './client-edit-dialog.tsx';
import { ClientRemoveDialog } from './client-remove-dialog.tsx';
import { MemberClientsDocument } from './clients.graphql.ts';

/** The programs by which members reach the brand: mini programs and apps. */
export function ClientsPanel() {
  const { t } = useTranslation('brand');
  const [params, setParams] = useUrlState();
  const { data, error, refetch } = useQuery(MemberClientsDocument, { fetchPolicy: 'cache-and-network' });
  const [removing, setRemoving] = useState<MemberClientWholeFragment>();
  const clients = data?.memberClients;
  const editing = clients?.find(({ id }) => id === params.get('client'));
  const close = () => setParams({ client: null });
  return (
    <Panel
      title={t('panel.clients')}
      lead={t('panelLead.clients')}
      flush
      actions={
        <Button startIcon={<AddIcon />} onClick={() => setParams({ client: 'new' })}>
          {t('client.add')}
        </Button>
      }
    >
      {error && !clients && <FailureState error={error} onRetry={() => void refetch()} />}
      {!clients && !error && <Skeleton height={72} />}
      <ul className={styles.clients}>
        {clients?.map((client) => (
          <li key={client.id}>
            <div>
              <strong>{client.name}</strong> <Badge plain>{t(`client.kind.${client.kind}`)}</Badge>
              <span className={styles.clientId}>
                <code>{client.clientId}</code>
                <CopyButton text={client.clientId} label={t('client.copy', { name: client.name })} />
              </span>
            </div>
            <span className={styles.clientActs}>
              <Button
                aria-label={t('client.editOf', { name: client.name })}
                onClick={() => setParams({ client: client.id })}
              >
                {t('client.edit')}
              </Button>
              <Button
                aria-label={t('client.removeOf', { name: client.name })}
                onClick={() => setRemoving(client)}
              >
                {t('client.remove')}
              </Button>
            </span>
          </li>
        ))}
        {clients?.length === 0 && <li className="k-muted">{t('client.none')}</li>}
      </ul>
      {params.get('client') === 'new' && <ClientAddDialog onClose={close} />}
      {editing && <ClientEditDialog key={editing.version} client={editing} onClose={close} />}
      {removing && <ClientRemoveDialog client={removing} onClose={() => setRemoving(undefined)} />}
    </Panel>
  );
}
