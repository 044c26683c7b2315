import DownloadIcon from '@mui/icons-material/FileDownloadOutlined';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { describeFailure } from '../../shared/api/describe-failure.ts';
import type { Column } from '../../shared/list/column.ts';
import { downloadText, toCsv } from '../../shared/list/csv.ts';
import { Button } from '../../shared/ui/button.tsx';
import { toast } from '../../shared/ui/toast.tsx';

/** All events that the list shows now, as a file made in the browser, where their words are; can be stopped on the way. */
export function AuditExportButton<Row>(props: {
  name: string;
  columns: Column<Row>[];
  total: number | undefined;
  pages: (signal: AbortSignal) => AsyncGenerator<Row[]>;
}) {
  const { t } = useTranslation('common');
  const [done, setDone] = useState<number>();
  const running = useRef<AbortController>(undefined);
  const columns = props.columns.flatMap((column) =>
    column.text ? { label: column.label, text: column.text } : [],
  );
  const start = async () => {
    const stop = new AbortController();
    running.current = stop;
    const rows = [columns.map(({ label }) => label)];
    setDone(0);
    try {
      for await (const page of props.pages(stop.signal)) {
        for (const row of page) rows.push(columns.map(({ text }) => text(row)));
        setDone(rows.length - 1);
      }
      if (stop.signal.aborted) return;
      downloadText(`${props.name}-${new Date().toISOString().slice(0, 10)}.csv`, toCsv(rows));
      toast(t('list.exported', { count: rows.length - 1 }));
    } catch (error) {
      if (stop.signal.aborted) return;
      const { message } = describeFailure(error);
      toast(message || t('failure.unreachable'), { tone: 'danger' });
    } finally {
      if (stop.signal.aborted) toast(t('list.exportCancelled'));
      setDone(undefined);
    }
  };
  return (
    <Button
      startIcon={<DownloadIcon />}
      onClick={() => (done === undefined ? void start() : running.current?.abort())}
      disabled={props.total === 0}
    >
      {done === undefined
        ? t('list.export')
        : `${t('list.exporting', { done, total: Math.max(done, props.total ?? 0) })} · ${t('bulk.stop')}`}
    </Button>
  );
}
