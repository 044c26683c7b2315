import { useQuery } from '@apollo/client/react';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { AuditFilter } from '../../gql/graphql.ts';
import { endOfDay, startOfDay } from '../../shared/format/zoned.ts';
import { type Filter, readList, readRange } from '../../shared/list/filter.ts';
import { useRecordLabels } from '../../shared/record/labels.ts';
import { AuditActorsDocument } from './audit.graphql.ts';

/** What the audit log can be narrowed by. */
export function useAuditFilters(): Filter[] {
  const { t } = useTranslation('audit');
  const labels = useRecordLabels();
  const { data } = useQuery(AuditActorsDocument);
  const seats = data?.brandOperators;
  return useMemo(
    () => [
      {
        kind: 'choice',
        id: 'action',
        label: t('column.action'),
        options: labels.actions.map((value) => ({ value, label: labels.action(value) })),
      },
      {
        kind: 'choice',
        id: 'type',
        label: t('column.subject'),
        options: labels.nouns.map((value) => ({ value, label: labels.noun(value) })),
      },
      {
        kind: 'choice',
        id: 'actor',
        single: true,
        label: t('filter.actor'),
        options: (seats ?? []).map(({ operator }) => ({ value: operator.id, label: operator.name })),
      },
      { kind: 'dates', id: 'at', label: t('column.at') },
      { kind: 'text', id: 'subject', label: t('filter.subject'), placeholder: t('filter.subjectHint') },
    ],
    [t, labels, seats],
  );
}

/** The filter that an address asks for; days are those of the brand's time zone. */
export function auditFilter(value: (id: string) => string | null, timeZone: string): AuditFilter | null {
  const filter: AuditFilter = {};
  const action = readList(value('action'));
  const type = readList(value('type'));
  const { from, to } = readRange(value('at'));
  if (action.length > 0) filter.action = action;
  if (type.length > 0) filter.subjectType = type;
  if (value('actor')) filter.actorId = value('actor');
  if (value('subject')) filter.subjectId = value('subject');
  if (from || to)
    filter.at = {
      from: from ? startOfDay(from, timeZone) : null,
      to: to ? endOfDay(to, timeZone) : null,
    };
  return Object.keys(filter).length > 0 ? filter : null;
}
