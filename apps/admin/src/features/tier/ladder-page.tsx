import { useQuery } from '@apollo/client/react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSession } from '../../shared/session/session.tsx';
import { Page, PageBody, PageHeader } from '../../shared/ui/page.tsx';
import { EmptyState, FailureState, Skeleton } from '../../shared/ui/states.tsx';
import { LadderForm } from './ladder-form.tsx';
import { firstLadder, valuesOf } from './ladder-values.ts';
import { TierLadderDocument } from './tier.graphql.ts';
import { usePreview } from './use-preview.ts';

/** The ladder is set up, or changed. */
export function LadderPage() {
  const { t } = useTranslation(['tier', 'common']);
  const { can } = useSession();
  const { data, error, refetch } = useQuery(TierLadderDocument, { fetchPolicy: 'network-only' });
  const ladder = data?.tierLadder ?? undefined;
  const first = firstLadder([t('first.ordinary'), t('first.silver'), t('first.gold'), t('first.diamond')]);
  const previewing = usePreview();
  // A preview that was left is found before the form is there; one that is begun there isn't waited for.
  const [ready, setReady] = useState(false);
  if (data && !previewing.finding && !ready) setReady(true);
  const { preview } = previewing;
  const base = preview
    ? { version: preview.version, values: preview.base ? valuesOf(preview.base) : first }
    : { version: ladder?.version ?? 0, values: ladder ? valuesOf(ladder) : first };
  return (
    <Page>
      <PageHeader
        title={data && !ladder ? t('empty.action') : t('ladder.change')}
        back={{ to: '/tiers', label: t('pages.tiers') }}
      />
      {!can('PROGRAMME_UPDATE') ? (
        <EmptyState title={t('common:failure.forbiddenTitle')} text={t('common:failure.forbidden')} />
      ) : ready ? (
        <LadderForm
          base={base}
          asked={preview && valuesOf(preview.ladder, preview.atOnce)}
          first={first}
          previewing={previewing}
          counts={new Map(ladder?.tiers.map(({ id, memberCount }) => [id, memberCount]))}
        />
      ) : error ? (
        <FailureState error={error} onRetry={() => void refetch()} />
      ) : (
        <PageBody narrow>
          <Skeleton height={280} />
          <Skeleton height={220} />
        </PageBody>
      )}
    </Page>
  );
}
