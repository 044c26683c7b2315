import { useQuery } from '@apollo/client/react';
import { useCallback, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { LadderPreviewWholeFragment as Preview, TierLadderChangeInput } from '../../gql/graphql.ts';
import { describeFailure } from '../../shared/api/describe-failure.ts';
import { type Acted, useAct } from '../../shared/api/use-act.ts';
import { type FollowedJob, useFollowedJob } from '../../shared/job/use-followed-job.ts';
import { toast } from '../../shared/ui/toast.tsx';
import { LadderPreviewCreateDocument, LadderPreviewDocument } from './tier.graphql.ts';

/** Most previews are there before anybody would look at how far they are. */
const patienceMs = 1_500;

export interface LadderPreviewing {
  /** The preview at hand; it is found again after a reload, and where one comes back. */
  preview: Preview | undefined;
  job: FollowedJob['job'];
  /** One is at hand, but nothing is known of it yet. */
  finding: boolean;
  /** `running`: long enough to be told of. */
  phase: 'none' | 'begun' | 'running' | 'done' | 'outdated';
  begin: (input: TierLadderChangeInput) => Promise<Acted<unknown>>;
  /** Looks no more at it; one that still runs is stopped. */
  drop: () => void;
}

/** What a change of the ladder would do, as a job counts it. */
export function usePreview(): LadderPreviewing {
  const { t } = useTranslation('tier');
  const [create] = useAct(LadderPreviewCreateDocument);
  const [patient, setPatient] = useState(false);
  const followed = useFollowedJob('tiers.preview', ({ status }) => {
    if (status === 'DEAD') toast(t('preview.failed'), { tone: 'danger' });
    if (status === 'CANCELLED') toast(t('preview.dropped'));
    if (status === 'COMPLETED') void refetch();
    else followed.forget();
  });
  const { job, alive, waiting, forget, follow, cancel } = followed;
  const id = job?.subjectId ?? undefined;
  const { data, error, refetch } = useQuery(LadderPreviewDocument, {
    variables: { id: id ?? '' },
    skip: id === undefined,
    fetchPolicy: 'network-only',
    nextFetchPolicy: 'cache-first',
  });
  const preview =
    (id !== undefined && data?.tierLadderPreview?.id === id && data.tierLadderPreview) || undefined;
  const isHopeless = job !== undefined && !alive && job.status !== 'COMPLETED';
  const isGone = id !== undefined && data?.tierLadderPreview === null;
  useEffect(() => {
    if (error) toast(describeFailure(error).message || t('preview.failed'), { tone: 'danger' });
    if (isHopeless || isGone || error) forget();
  }, [isHopeless, isGone, error, forget, t]);
  useEffect(() => {
    if (!patient) return;
    const timer = setTimeout(() => setPatient(false), patienceMs);
    return () => clearTimeout(timer);
  }, [patient]);

  const dropIt = useRef(forget);
  dropIt.current = () => {
    // Its result may be here before it is said that it has ended.
    if (alive && !preview?.result) cancel();
    forget();
  };

  const isFollowed = waiting || (job !== undefined && !isHopeless);
  const phase = !isFollowed
    ? 'none'
    : preview?.status === 'OUTDATED'
      ? 'outdated'
      : preview?.result
        ? 'done'
        : patient
          ? 'begun'
          : 'running';
  return {
    preview,
    job,
    finding: isFollowed && !preview,
    phase,
    begin: async (input) => {
      const acted = await create({ input });
      const next = acted?.data.tierLadderPreviewCreate.preview?.job;
      if (next) {
        setPatient(true);
        follow(next.id);
      }
      return acted;
    },
    drop: useCallback(() => dropIt.current(), []),
  };
}
