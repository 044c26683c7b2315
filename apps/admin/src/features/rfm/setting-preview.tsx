import { useQuery } from '@apollo/client/react';
import { useTranslation } from 'react-i18next';
import type { StandingPreviewInput } from '../../gql/graphql.ts';
import { describeFailure } from '../../shared/api/describe-failure.ts';
import { useFormat } from '../../shared/format/use-format.ts';
import { Panel } from '../../shared/ui/page.tsx';
import { SkeletonLines } from '../../shared/ui/states.tsx';
import { percent } from './dimensions.ts';
import { StandingPreviewDocument } from './rfm.graphql.ts';
import styles from './rfm.module.css';

/** Where the members of today would fall by what is typed, before it is saved. */
export function SettingPreview({ input }: { input: StandingPreviewInput | undefined }) {
  const { t } = useTranslation(['rfm', 'common']);
  const format = useFormat();
  const { data, previousData, error, loading } = useQuery(StandingPreviewDocument, {
    variables: { input: input ?? {} },
    skip: input === undefined,
    fetchPolicy: 'network-only',
  });
  const preview = (data ?? previousData)?.standingPreview;
  return (
    <Panel title={t('setting.preview')} lead={t('setting.previewLead')}>
      <div className={styles.preview} aria-busy={loading} aria-live="polite">
        {input === undefined || error ? (
          <p role="alert">{(error && describeFailure(error).message) || t('setting.previewError')}</p>
        ) : !preview ? (
          <SkeletonLines lines={10} />
        ) : (
          <>
            <p className="k-muted">
              {loading ? t('setting.previewing') : t('setting.scored', { count: preview.scoredCount })}
            </p>
            {(['recency', 'frequency', 'monetary'] as const).map((key) => (
              <Counts
                key={key}
                title={t(`dimension.${key.toUpperCase() as 'RECENCY' | 'FREQUENCY' | 'MONETARY'}`)}
                rows={preview[key]
                  .toReversed()
                  .map(({ score, memberCount }) => [t('matrix.score', { score }), memberCount])}
                format={format}
              />
            ))}
            <Counts
              title={t('groups.title')}
              rows={preview.groups.map(({ group, memberCount }) => [group.name, memberCount])}
              format={format}
            />
            <Counts
              title={t('common:nav.lifecycle')}
              rows={preview.stages.map(({ stage, memberCount }) => [t(`common:stage.${stage}`), memberCount])}
              format={format}
            />
          </>
        )}
      </div>
    </Panel>
  );
}

function Counts(props: {
  title: string;
  rows: (readonly [name: string, members: number])[];
  format: ReturnType<typeof useFormat>;
}) {
  const { title, rows, format } = props;
  const total = rows.reduce((sum, [, members]) => sum + members, 0);
  return (
    <div>
      <h3>{title}</h3>
      <dl>
        {rows.map(([name, members]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>
              <span className={styles.bar} style={{ display: 'block', margin: 0 }}>
                <i style={{ width: `${total === 0 ? 0 : (members / total) * 100}%` }} />
              </span>
            </dd>
            <dd>
              {format.number(members)}{' '}
              <small className="k-muted">{percent(total === 0 ? 0 : members / total, format)}</small>
            </dd>
          </div>
        ))}
      </dl>
    </div>
  );
}
