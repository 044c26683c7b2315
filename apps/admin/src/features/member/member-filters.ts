import { useQuery } from '@apollo/client/react';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { usePainted } from '../../shared/hooks/use-painted.ts';
import type { Filter } from '../../shared/list/filter.ts';
import { useTierNames } from '../../shared/record/use-tier-names.ts';
import { RfmGroupsDocument, TagsDocument } from './members.graphql.ts';
import { dimensions, genders, purposes, scores, sources, stages } from './members-query.ts';

/** What members can be narrowed by. */
export function useMemberFilters(): Filter[] {
  const { t } = useTranslation(['member', 'common']);
  const skip = !usePainted();
  const tags = useQuery(TagsDocument, { skip }).data?.tags;
  const groups = useQuery(RfmGroupsDocument, { skip }).data?.rfmGroups;
  const { tiers } = useTierNames({ skip });
  return useMemo(
    () => [
      {
        kind: 'choice',
        id: 'tags',
        label: t('field.tags'),
        options: (tags ?? []).map(({ id, name, memberCount }) => ({
          value: id,
          label: `${name} (${memberCount})`,
        })),
      },
      ...(tiers.length > 0
        ? ([
            {
              kind: 'choice',
              id: 'tier',
              label: t('field.tier'),
              options: tiers.map(({ id, name }) => ({ value: id, label: name })),
            },
            {
              kind: 'choice',
              id: 'tierEnds',
              label: t('filter.tierEnds'),
              single: true,
              options: ['7', '30', '90'].map((days) => ({
                value: days,
                label: t('filter.withinDays', { count: Number(days) }),
              })),
            },
          ] satisfies Filter[])
        : []),
      {
        kind: 'choice',
        id: 'stage',
        label: t('field.stage'),
        options: stages.map((value) => ({ value, label: t(`common:stage.${value}`) })),
      },
      {
        kind: 'choice',
        id: 'group',
        label: t('field.rfmGroup'),
        options: (groups ?? []).map(({ code, name }) => ({ value: code, label: name })),
      },
      ...dimensions.map(
        (id): Filter => ({
          kind: 'choice',
          id,
          label: t(`field.${id}`),
          options: scores.map((value) => ({ value, label: t('filter.score', { score: value }) })),
        }),
      ),
      {
        kind: 'choice',
        id: 'gender',
        label: t('field.gender'),
        options: genders.map((value) => ({ value, label: t(`common:gender.${value}`) })),
      },
      { kind: 'text', id: 'province', label: t('field.province'), placeholder: t('filter.listPlaceholder') },
      { kind: 'text', id: 'city', label: t('field.city'), placeholder: t('filter.listPlaceholder') },
      {
        kind: 'choice',
        id: 'source',
        label: t('field.source'),
        options: sources.map((value) => ({ value, label: t(`common:source.${value}`) })),
      },
      { kind: 'dates', id: 'joined', label: t('field.joinedAt') },
      { kind: 'dates', id: 'lastOrder', label: t('field.lastOrderAt') },
      { kind: 'numbers', id: 'orders', label: t('field.orderCount') },
      { kind: 'numbers', id: 'spent', label: t('field.spent') },
      {
        kind: 'choice',
        id: 'consent',
        single: true,
        label: t('filter.consent'),
        options: purposes.map((value) => ({ value, label: t(`common:consentPurpose.${value}`) })),
      },
    ],
    [t, tags, groups, tiers],
  );
}
