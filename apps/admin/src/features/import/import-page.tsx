import { useQuery } from '@apollo/client/react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import type { ImportWholeFragment } from '../../gql/graphql.ts';
import { useFormat } from '../../shared/format/use-format.ts';
import { useUrlState } from '../../shared/hooks/use-url-state.ts';
import { notTheOneUnderWay, useLive, useLookAgain, useLookOnceMore } from '../../shared/live/live.ts';
import { useSession } from '../../shared/session/session.tsx';
import { Button } from '../../shared/ui/button.tsx';
import { Page, PageBody, PageHeader, Panel } from '../../shared/ui/page.tsx';
import { EmptyState, FailureState, SkeletonLines } from '../../shared/ui/states.tsx';
import { CheckStep } from './check-step.tsx';
import { ColumnsStep } from './columns-step.tsx';
import { DiscardDialog } from './discard-dialog.tsx';
import { ImportDocument } from './import.graphql.ts';
import { ImportStatusBadge } from './import-status.tsx';
import { currentStep, type ImportStep, isBusy, shownStep } from './import-steps.ts';
import { ResultStep } from './result-step.tsx';
import { StepList } from './step-list.tsx';

/** One import, from its columns to its counts. The server knows how far it is, so a reload loses nothing. */
export function ImportPage() {
  const { t } = useTranslation(['import', 'common']);
  const { id = '' } = useParams();
  const [busy, setBusy] = useState(false);
  const live = useLive();
  const { data, loading, error, refetch } = useQuery(ImportDocument, {
    variables: { id },
    fetchPolicy: 'cache-and-network',
    nextFetchPolicy: 'cache-first',
    pollInterval: busy && !live ? 1000 : 0,
    context: notTheOneUnderWay,
  });
  const look = () => void refetch().catch(() => undefined);
  useLookAgain(look, (job) => job.subjectId === id);
  useLookOnceMore(busy, look);
  const found = data?.import;
  const changing = found ? isBusy(found.status) : false;
  if (busy !== changing) setBusy(changing);
  const back = { to: '/imports', label: t('common:nav.imports') };
  if (found) return <Whole data={found} back={back} onRefresh={() => void refetch()} />;
  return (
    <Page>
      <PageHeader title={t('common:noun.Import')} back={back} />
      <PageBody>
        {error ? (
          <FailureState error={error} onRetry={() => void refetch()} />
        ) : loading ? (
          <Panel title={t('step.columns')}>
            <SkeletonLines lines={8} />
          </Panel>
        ) : (
          <EmptyState title={t('common:failure.notFoundTitle')} text={t('notFound')} />
        )}
      </PageBody>
    </Page>
  );
}

function Whole(props: {
  data: ImportWholeFragment;
  back: { to: string; label: string };
  onRefresh: () => void;
}) {
  const { t } = useTranslation(['import', 'common']);
  const format = useFormat();
  const { can } = useSession();
  const { data } = props;
  const [params] = useUrlState();
  const [discarding, setDiscarding] = useState(false);
  const step = shownStep(data, params.get('step'));
  const reached = currentStep(data);
  const actions = can('IMPORT_RUN') ? data.availableActions : [];
  const linkTo = (to: ImportStep) => `/imports/${data.id}${to === 'columns' ? '?step=columns' : ''}`;
  const about = [
    t(`kind.${data.kind}`),
    format.bytes(Number(data.fileSize)),
    data.encoding && t(`reading.encodings.${data.encoding}`),
    data.createdBy?.name,
    format.dateTime(data.createdAt),
  ];
  return (
    <Page>
      <PageHeader
        title={data.fileName}
        back={props.back}
        aside={
          <>
            <ImportStatusBadge status={data.status} /> {about.filter(Boolean).join(' · ')}
          </>
        }
      >
        {actions.includes('DISCARD') && (
          <Button onClick={() => setDiscarding(true)}>{t('discard.action')}</Button>
        )}
      </PageHeader>
      <PageBody>
        <StepList current={step} reached={reached} linkTo={linkTo} />
        {step === 'columns' && <ColumnsStep data={data} actions={actions} onOutdated={props.onRefresh} />}
        {step === 'check' && <CheckStep data={data} actions={actions} />}
        {step === 'result' && <ResultStep data={data} actions={actions} />}
      </PageBody>
      {discarding && <DiscardDialog data={data} onClose={() => setDiscarding(false)} />}
    </Page>
  );
}
