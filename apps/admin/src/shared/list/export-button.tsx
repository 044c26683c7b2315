import DownloadIcon from '@mui/icons-material/FileDownloadOutlined';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import type { FollowedJobFragment } from '../../gql/graphql.ts';
import { download } from '../job/download.ts';
import { useFollowedJob } from '../job/use-followed-job.ts';
import { Button } from '../ui/button.tsx';
import { toast } from '../ui/toast.tsx';

/**
 * Has a job write what the list shows to a file, all pages of it or only the ticked rows, and downloads it when it is
 * done. Who reloads meanwhile finds its progress, and afterwards the file; who leaves finds both among the jobs.
 */
export function ExportButton(props: {
  /** Name of the list: each follows an export of its own. */
  name: string;
  total: number | undefined;
  /** How many rows are ticked, where only they are exported. */
  ticked?: number;
  /** Begins the export; gives the job's id, or undefined when it was refused and said so. */
  begin: () => Promise<string | undefined>;
}) {
  const { t } = useTranslation('common');
  const navigate = useNavigate();
  const ended = (job: FollowedJobFragment) => {
    const { report, status, error } = job;
    const file = report?.file;
    const see = { label: t('bulk.open'), run: () => void navigate(`/jobs?open=${job.id}`) };
    forget();
    if (status === 'CANCELLED') return toast(t('list.exportCancelled'));
    if (!file?.url) return toast(error ?? t('failure.action'), { tone: 'danger', action: see });
    download({ url: file.url, name: file.name });
    const count = report?.done ?? 0;
    const failed = report?.failed ?? 0;
    if (failed > 0) toast(t('list.exportedBut', { count, failed }), { action: see });
    else toast(t('list.exported', { count }));
  };
  const { job, alive, follow, forget, cancel } = useFollowedJob(`export.${props.name}`, ended);
  const [beginning, setBeginning] = useState(false);
  const begin = async () => {
    setBeginning(true);
    try {
      const id = await props.begin();
      if (id) follow(id);
    } finally {
      setBeginning(false);
    }
  };
  const label = alive
    ? `${t('list.exporting', { done: Number(job?.progressDone), total: Number(job?.progressTotal) })} · ${t('bulk.stop')}`
    : job
      ? t('list.exportReady')
      : props.ticked
        ? t('list.exportTicked', { count: props.ticked })
        : t('list.export');
  const act = () => {
    if (alive) cancel();
    else if (job) ended(job);
    else void begin();
  };
  return (
    <Button
      startIcon={<DownloadIcon />}
      onClick={act}
      disabled={beginning || (props.total === 0 && !job) || (alive && job?.cancelRequested)}
    >
      {label}
    </Button>
  );
}
