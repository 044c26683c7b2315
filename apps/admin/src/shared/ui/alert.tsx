import PositiveIcon from '@mui/icons-material/CheckCircleOutlined';
import DangerIcon from '@mui/icons-material/ErrorOutlineOutlined';
import InfoIcon from '@mui/icons-material/InfoOutlined';
import WarningIcon from '@mui/icons-material/ReportProblemOutlined';
import type { ReactNode } from 'react';
import styles from './alert.module.css';

const icons = { danger: DangerIcon, warning: WarningIcon, positive: PositiveIcon, info: InfoIcon };

/** What has to be known before one goes on, with what can be done about it. */
export function Alert(props: { tone: keyof typeof icons; action?: ReactNode; children: ReactNode }) {
  const Icon = icons[props.tone];
  return (
    <div className={styles.alert} data-tone={props.tone} role="alert">
      <Icon />
      <div className={styles.text}>{props.children}</div>
      {props.action && <div className={styles.action}>{props.action}</div>}
    </div>
  );
}
