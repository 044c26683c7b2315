import DeleteIcon from '@mui/icons-material/DeleteOutlined';
import EditIcon from '@mui/icons-material/EditOutlined';
import AwardIcon from '@mui/icons-material/VolunteerActivismOutlined';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAct } from '../../shared/api/use-act.ts';
import { FormProblem, FormStack } from '../../shared/form/field.tsx';
import { Button, IconButton } from '../../shared/ui/button.tsx';
import { ConfirmDialog } from '../../shared/ui/confirm-dialog.tsx';
import { Badge as Mark } from '../../shared/ui/page.tsx';
import { toast } from '../../shared/ui/toast.tsx';
import { Tooltip } from '../../shared/ui/tooltip.tsx';
import { BadgeDeleteDocument } from './badge.graphql.ts';
import styles from './badge.module.css';
import { BadgePicture } from './badge-icon.tsx';
import type { Badge } from './badge-values.ts';
import { useBadgeSentence } from './use-badge-sentence.ts';

/** One badge in words, with who has it and what can be done about it. */
export function BadgeRow(props: {
  badge: Badge;
  writable: boolean;
  awards: boolean;
  onOpen: (what: 'edit' | 'award' | 'holders') => void;
}) {
  const { badge, writable, onOpen } = props;
  const { name, icon, color, active, holderCount } = badge;
  const { t } = useTranslation(['badge', 'common']);
  const sentence = useBadgeSentence();
  const [removing, setRemoving] = useState(false);
  return (
    <li>
      <BadgePicture icon={icon} color={color} faded={!active} />
      <div className={styles.said}>
        <div>
          <strong>{name}</strong> {!active && <Mark>{t('off')}</Mark>}
        </div>
        <p>{sentence(badge)}</p>
      </div>
      <div className={styles.acts}>
        <Button variant="text" disabled={holderCount === 0} onClick={() => onOpen('holders')}>
          {t('holders', { count: holderCount })}
        </Button>
        {props.awards && active && (
          <Tooltip title={t('award.action')}>
            <IconButton aria-label={t('award.of', { name })} onClick={() => onOpen('award')}>
              <AwardIcon />
            </IconButton>
          </Tooltip>
        )}
        {writable && (
          <Tooltip title={t('common:action.edit')}>
            <IconButton aria-label={t('edit', { name })} onClick={() => onOpen('edit')}>
              <EditIcon />
            </IconButton>
          </Tooltip>
        )}
        {writable && badge.awardCount === 0 && (
          <Tooltip title={t('common:action.delete')}>
            <IconButton aria-label={t('remove.action', { name })} onClick={() => setRemoving(true)}>
              <DeleteIcon />
            </IconButton>
          </Tooltip>
        )}
      </div>
      {removing && <RemoveBadge badge={badge} onClose={() => setRemoving(false)} />}
    </li>
  );
}

function RemoveBadge({ badge: { id, name }, onClose }: { badge: Badge; onClose: () => void }) {
  const { t } = useTranslation(['badge', 'common']);
  const [problem, setProblem] = useState<string>();
  const [remove, busy] = useAct(BadgeDeleteDocument, { refetch: ['Badges'] });
  const confirm = async () => {
    const acted = await remove({ input: { id } });
    if (acted?.errors[0]) setProblem(acted.errors[0].message);
    else if (acted) {
      toast(t('remove.done', { name }));
      onClose();
    }
  };
  return (
    <ConfirmDialog
      open
      title={t('remove.title', { name })}
      confirm={t('common:action.delete')}
      danger
      busy={busy}
      onConfirm={() => void confirm()}
      onClose={onClose}
    >
      <FormStack>
        <FormProblem>{problem}</FormProblem>
        <p>{t('remove.text')}</p>
      </FormStack>
    </ConfirmDialog>
  );
}
