import { useCallback, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { AuditRowFragment } from '../../gql/graphql.ts';
import { useFormat } from '../../shared/format/use-format.ts';
import type { Column } from '../../shared/list/column.ts';
import { useRecordLabels } from '../../shared/record/labels.ts';
import styles from './audit.module.css';

export const defaultAuditColumns = ['action', 'subject', 'actor', 'at', 'ip', 'seq'];

/** Who acted: by name, or by kind where it was nobody who works here. */
export function useActorName(): (event: Pick<AuditRowFragment, 'actor' | 'actorKind'>) => string {
  const { t } = useTranslation('audit');
  return useCallback(({ actor, actorKind }) => actor?.name ?? t(`actor.${actorKind}`), [t]);
}

/** On what: `会员`, or `订单 × 519` of an act on many. */
export function useSubjectName(): (event: Pick<AuditRowFragment, 'subjectType' | 'changeCount'>) => string {
  const { t } = useTranslation('audit');
  const labels = useRecordLabels();
  return useCallback(
    ({ subjectType, changeCount }) =>
      changeCount > 1
        ? t('subjects', { noun: labels.noun(subjectType), count: changeCount })
        : labels.noun(subjectType),
    [t, labels],
  );
}

export function useAuditColumns(): Column<AuditRowFragment>[] {
  const { t } = useTranslation(['audit', 'common']);
  const format = useFormat();
  const labels = useRecordLabels();
  const actor = useActorName();
  const subject = useSubjectName();
  return useMemo(
    (): Column<AuditRowFragment>[] => [
      {
        id: 'action',
        label: t('column.action'),
        width: 190,
        cell: (event) => labels.action(event.action),
        text: (event) => labels.action(event.action),
      },
      {
        id: 'subject',
        label: t('column.subject'),
        width: 150,
        cell: subject,
        text: subject,
      },
      { id: 'actor', label: t('column.actor'), width: 140, cell: actor, text: actor },
      {
        id: 'at',
        label: t('column.at'),
        width: 150,
        cell: ({ at }) => (
          <time dateTime={at} title={format.exact(at)}>
            {format.dateTime(at)}
          </time>
        ),
        text: ({ at }) => format.exact(at),
      },
      {
        id: 'ip',
        label: t('column.ip'),
        width: 130,
        cell: ({ ip }) => ip ?? <span className="k-muted">{t('common:state.none')}</span>,
        text: ({ ip }) => ip ?? '',
      },
      {
        id: 'requestId',
        label: t('column.requestId'),
        width: 240,
        cell: ({ requestId }) =>
          requestId ? (
            <code className={styles.code}>{requestId}</code>
          ) : (
            <span className="k-muted">{t('common:state.none')}</span>
          ),
        text: ({ requestId }) => requestId ?? '',
      },
      {
        id: 'seq',
        label: t('column.seq'),
        hint: t('hint.seq'),
        width: 80,
        align: 'end',
        cell: ({ seq }) => <span className="k-muted">{format.number(seq)}</span>,
        text: ({ seq }) => String(seq),
      },
    ],
    [t, format, labels, actor, subject],
  );
}
