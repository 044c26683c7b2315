import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { IdentityKind, MemberExportColumn, MemberRowFragment } from '../../gql/graphql.ts';
import { useFormat } from '../../shared/format/use-format.ts';
import type { Column } from '../../shared/list/column.ts';
import { memberName } from '../../shared/record/member-name.ts';
import { Badge } from '../../shared/ui/page.tsx';

/** What a file tells of members for each column of the list. */
const exported: Readonly<Record<string, MemberExportColumn[]>> = {
  name: ['NAME'],
  realName: ['REAL_NAME'],
  phone: ['PHONE'],
  email: ['EMAIL'],
  externalId: ['EXTERNAL_ID'],
  gender: ['GENDER'],
  birthday: ['BIRTHDAY'],
  region: ['PROVINCE', 'CITY'],
  tags: ['TAGS'],
  source: ['SOURCE'],
  orderCount: ['ORDER_COUNT'],
  spent: ['SPENT'],
  averageOrder: ['AVERAGE_ORDER'],
  lastOrderAt: ['LAST_ORDER_AT'],
  joinedAt: ['JOINED_AT'],
  points: ['POINTS', 'PENDING_POINTS'],
  stage: ['STAGE'],
  rfmGroup: ['RFM_GROUP'],
  rfmScores: ['RFM_SCORES'],
};

/** The columns of a file for those that the list shows. */
export function exportColumns(shown: readonly string[]): MemberExportColumn[] {
  return shown.flatMap((id) => exported[id] ?? []);
}

function identity(member: MemberRowFragment, kind: IdentityKind): string {
  return member.identities?.find((one) => one.kind === kind)?.value ?? '';
}

/** All columns that the list of members can show. */
export function useMemberColumns(): Column<MemberRowFragment>[] {
  const { t } = useTranslation(['member', 'common']);
  const format = useFormat();
  return useMemo(() => {
    const none = <span className="k-muted">{t('common:state.none')}</span>;
    const text = (id: string, label: string, width: number, read: (member: MemberRowFragment) => string) => ({
      id,
      label,
      width,
      text: read,
      cell: (member: MemberRowFragment) => read(member) || none,
    });
    const figure = (
      id: string,
      label: string,
      hint: string,
      width: number,
      read: (m: MemberRowFragment) => string,
    ) => ({
      ...text(id, label, width, read),
      hint,
      align: 'end' as const,
    });
    const columns: Column<MemberRowFragment>[] = [
      {
        ...text('name', t('field.name'), 200, (member) => memberName(member, t('unnamed'))),
        // A search may have found them by the real name, of which only the beginning is shown.
        cell: (member) => (
          <>
            {memberName(member, t('unnamed'))}
            {member.displayName && member.realName && <span className="k-aside">{member.realName}</span>}
          </>
        ),
      },
      text('realName', t('field.realName'), 100, (member) => member.realName ?? ''),
      text('phone', t('common:identityKind.PHONE'), 150, (member) => identity(member, 'PHONE')),
      text('email', t('common:identityKind.EMAIL'), 180, (member) => identity(member, 'EMAIL')),
      text('externalId', t('common:identityKind.EXTERNAL_ID'), 140, (member) =>
        identity(member, 'EXTERNAL_ID'),
      ),
      text('gender', t('field.gender'), 80, (member) =>
        member.gender === 'UNKNOWN' ? '' : t(`common:gender.${member.gender}`),
      ),
      text('birthday', t('field.birthday'), 120, (member) =>
        member.birthday ? format.day(member.birthday) : '',
      ),
      text('region', t('field.region'), 120, (member) =>
        [...new Set([member.province, member.city])].filter(Boolean).join(' '),
      ),
      {
        ...text('tags', t('field.tags'), 200, (member) =>
          (member.tags ?? []).map(({ name }) => name).join('、'),
        ),
        cell: (member) =>
          member.tags?.length ? (
            <span style={{ display: 'inline-flex', gap: 4, verticalAlign: 'middle' }}>
              {member.tags.map(({ id, name }) => (
                <Badge key={id} plain>
                  {name}
                </Badge>
              ))}
            </span>
          ) : (
            none
          ),
      },
      text('tier', t('field.tier'), 110, ({ tier }) => tier?.tier.name ?? ''),
      text('stage', t('field.stage'), 100, (member) =>
        member.lifecycleStage ? t(`common:stage.${member.lifecycleStage}`) : '',
      ),
      text('rfmGroup', t('field.rfmGroup'), 130, (member) => member.rfm?.group.name ?? ''),
      {
        ...text('rfmScores', t('field.rfmScores'), 110, ({ rfm }) =>
          rfm ? `${rfm.recency} · ${rfm.frequency} · ${rfm.monetary}` : '',
        ),
        hint: t('hint.rfmScores'),
      },
      text('source', t('field.source'), 100, (member) => t(`common:source.${member.source}`)),
      {
        ...figure('orderCount', t('field.orderCount'), t('hint.orderCount'), 100, (m) =>
          format.number(m.orderCount),
        ),
        sort: { ascending: 'ORDER_COUNT_ASC', descending: 'ORDER_COUNT_DESC' },
      },
      {
        ...figure('spent', t('field.spent'), t('hint.spent'), 130, (member) => format.money(member.spent)),
        sort: { ascending: 'SPENT_ASC', descending: 'SPENT_DESC' },
      },
      figure('averageOrder', t('field.averageOrder'), t('hint.averageOrder'), 120, (member) =>
        member.averageOrder ? format.money(member.averageOrder) : '',
      ),
      figure('points', t('field.points'), t('hint.points'), 150, ({ points }) => {
        if (!points) return '';
        const available = format.number(points.available);
        return Number(points.pending) > 0
          ? t('list.pointsPending', { available, pending: format.number(points.pending) })
          : available;
      }),
      {
        ...text('lastOrderAt', t('field.lastOrderAt'), 130, (member) =>
          member.lastOrderAt ? format.date(member.lastOrderAt) : '',
        ),
        sort: { ascending: 'LAST_ORDER_AT_ASC', descending: 'LAST_ORDER_AT_DESC' },
      },
      {
        ...text('joinedAt', t('field.joinedAt'), 130, (member) => format.date(member.joinedAt)),
        sort: { ascending: 'JOINED_AT_ASC', descending: 'JOINED_AT_DESC' },
      },
    ];
    return columns;
  }, [t, format]);
}
