import HideIcon from '@mui/icons-material/VisibilityOffOutlined';
import ShowIcon from '@mui/icons-material/VisibilityOutlined';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { describeFailure } from '../../shared/api/describe-failure.ts';
import { useSession } from '../../shared/session/session.tsx';
import { IconButton } from '../../shared/ui/button.tsx';
import { toast } from '../../shared/ui/toast.tsx';
import { Tooltip } from '../../shared/ui/tooltip.tsx';
import styles from './member-page.module.css';

const shownFor = 60_000;

/**
 * Personal data: masked, and shown whole only to a role that may and asks. Each asking is recorded by the server, and
 * what was shown is hidden again after a minute.
 */
export function SealedValue(props: {
  label: string;
  masked: string | null | undefined;
  reveal: () => Promise<string | null | undefined>;
}) {
  const { t } = useTranslation(['member', 'common']);
  const { can } = useSession();
  const [shown, setShown] = useState<string>();
  const [asking, setAsking] = useState(false);
  useEffect(() => {
    if (shown === undefined) return;
    const timer = setTimeout(() => setShown(undefined), shownFor);
    return () => clearTimeout(timer);
  }, [shown]);
  if (!props.masked) return <span className="k-muted">{t('common:state.none')}</span>;
  const ask = async () => {
    setAsking(true);
    try {
      setShown((await props.reveal()) ?? '');
    } catch (error) {
      toast(describeFailure(error).message || t('common:failure.unreachable'), { tone: 'danger' });
    } finally {
      setAsking(false);
    }
  };
  const open = shown !== undefined;
  const name = `${open ? t('common:action.hide') : t('common:action.reveal')}: ${props.label}`;
  return (
    <span className={styles.sealed}>
      <span aria-live="polite">{open ? shown : props.masked}</span>
      {can('MEMBER_REVEAL') && (
        <Tooltip title={open ? t('common:action.hide') : t('reveal.hint')}>
          <IconButton
            aria-label={name}
            disabled={asking}
            onClick={() => (open ? setShown(undefined) : void ask())}
          >
            {open ? <HideIcon /> : <ShowIcon />}
          </IconButton>
        </Tooltip>
      )}
    </span>
  );
}
