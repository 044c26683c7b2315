import DeleteIcon from '@mui/icons-material/PersonRemoveOutlined';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../shared/format/use-format.ts';
import { useSession } from '../../shared/session/session.tsx';
import { Button, IconButton } from '../../shared/ui/button.tsx';
import { Badge, Panel } from '../../shared/ui/page.tsx';
import { Tooltip } from '../../shared/ui/tooltip.tsx';
import type { Seat } from './operators-page.tsx';
import { RemoveDialog } from './remove-dialog.tsx';
import { RoleDialog } from './role-dialog.tsx';
import styles from './team.module.css';

/** The seats of the brand, with what this operator may do about each. */
export function SeatsPanel({ seats }: { seats: Seat[] }) {
  const { t } = useTranslation(['team', 'common']);
  const { viewer, can } = useSession();
  const format = useFormat();
  const [open, setOpen] = useState<{ id: string; act: 'role' | 'remove' }>();
  const chosen = seats.find(({ id }) => id === open?.id);
  const close = () => setOpen(undefined);
  return (
    <Panel title={t('seats.title')} lead={t('seats.lead', { count: seats.length })} flush>
      <ul className={styles.rows}>
        {seats.map((seat) => {
          const { name, email } = seat.operator;
          const self = seat.operator.id === viewer.operator.id;
          const mayChange = can('OPERATOR_MANAGE') && (seat.role !== 'OWNER' || viewer.role === 'OWNER');
          return (
            <li key={seat.id}>
              <span className={styles.avatar} aria-hidden>
                {name.slice(0, 1).toUpperCase()}
              </span>
              <div className={styles.grow}>
                <div>
                  <strong>{name}</strong> {self && <Badge plain>{t('seats.you')}</Badge>}
                </div>
                <div className={styles.sub}>
                  {email} · {t('seats.since', { date: format.date(seat.createdAt) })}
                </div>
              </div>
              <div className={styles.acts}>
                <Badge tone={seat.role === 'OWNER' ? 'accent' : 'neutral'} plain>
                  {t(`common:role.${seat.role}`)}
                </Badge>
                {mayChange && (
                  <Button
                    aria-label={t('seats.changeRoleOf', { name })}
                    onClick={() => setOpen({ id: seat.id, act: 'role' })}
                  >
                    {t('seats.changeRole')}
                  </Button>
                )}
                {self ? (
                  <Button onClick={() => setOpen({ id: seat.id, act: 'remove' })}>{t('seats.leave')}</Button>
                ) : (
                  mayChange && (
                    <Tooltip title={t('seats.remove')}>
                      <IconButton
                        aria-label={t('seats.removeOf', { name })}
                        onClick={() => setOpen({ id: seat.id, act: 'remove' })}
                      >
                        <DeleteIcon />
                      </IconButton>
                    </Tooltip>
                  )
                )}
              </div>
            </li>
          );
        })}
      </ul>
      {chosen && open?.act === 'role' && <RoleDialog seat={chosen} onClose={close} />}
      {chosen && open?.act === 'remove' && <RemoveDialog seat={chosen} onClose={close} />}
    </Panel>
  );
}
