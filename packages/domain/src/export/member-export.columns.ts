import { encodeId } from '../foundation/ids.ts';
import type { Locale } from '../foundation/scope.ts';
import { type IdentityKind, maskIdentity } from '../member/identity.rules.ts';
import { maskAddress, maskName } from '../member/masking.rules.ts';
import { groupOfCell, groupRules } from '../rfm/rfm.groups.rules.ts';
import { scoresOf } from '../rfm/rfm.rules.ts';
import {
  amount,
  type ExportColumn,
  type ExportRow,
  listed,
  moment,
  sourceWords,
  text,
  textOf,
  word,
} from './export.columns.ts';

interface IdentityJson {
  kind: IdentityKind;
  value: string | null;
  sealed: string | null;
}

const identities = `(select json_agg(json_build_object('kind', i.kind, 'value', i.value, 'sealed', i.value_sealed)
  order by i.created_at, i.id) from member_identity i where i.brand_id = r.brand_id and i.member_id = r.id)`;
const tags = `(select json_agg(t.name order by t.name) from member_tag mt
  join tag t on t.brand_id = mt.brand_id and t.id = mt.tag_id where mt.brand_id = r.brand_id and mt.member_id = r.id)`;
const average = `case when r.order_count > 0 then round(r.spent_minor::numeric / r.order_count)::bigint end`;

/** All identities of a kind, phone and e-mail masked. */
function identity(kind: IdentityKind, heading: ExportColumn['heading']): ExportColumn {
  const cell: ExportColumn['cell'] = ({ values, open }, terms) => {
    const all: readonly IdentityJson[] = Array.isArray(values.identities) ? values.identities : [];
    const shown = all
      .filter((one) => one.kind === kind)
      .map(
        ({ value, sealed }) =>
          value ?? maskIdentity({ kind, value: open(sealed, 'member_identity.value_sealed') ?? '' }),
      );
    return listed(shown, terms);
  };
  return { heading, from: { identities }, cell };
}

function sealed(
  heading: ExportColumn['heading'],
  column: 'real_name_sealed' | 'address_sealed',
  mask: (plain: string) => string,
): ExportColumn {
  return {
    heading,
    from: { [column]: `r.${column}` },
    cell: ({ values, open }) => masked(open(values[column], `member.${column}`), mask),
  };
}

function masked(plain: string | null, mask: (plain: string) => string): string {
  return plain === null ? '' : mask(plain);
}

/** What a member is called: by the nickname, otherwise by the masked name. */
export function shownName({ values, open }: ExportRow): string {
  return (
    textOf(values.display_name) || masked(open(values.real_name_sealed, 'member.real_name_sealed'), maskName)
  );
}

const standing = (column: string) =>
  `(select s.${column} from member_standing s where s.brand_id = r.brand_id and s.member_id = r.id)`;

/** Points of a member's wallet; none without one. */
function points(heading: ExportColumn['heading'], column: 'available' | 'pending'): ExportColumn {
  const sql = `coalesce((select w.${column} from points_wallet w where w.brand_id = r.brand_id and w.member_id = r.id), 0)::text`;
  return { heading, from: { [column]: sql }, cell: ({ values }) => textOf(values[column]) };
}

/** What the scores come to; empty of who has none. */
function ofCell(
  heading: ExportColumn['heading'],
  read: (cell: number, locale: Locale) => string,
): ExportColumn {
  return {
    heading,
    from: { cell: standing('cell') },
    cell: ({ values }, { locale }) => (typeof values.cell === 'number' ? read(values.cell, locale) : ''),
  };
}

/** The columns that an export of members can have: masked just as the API masks them, whoever asks. */
export const memberExportColumns = {
  id: {
    heading: { 'zh-CN': '会员编号', en: 'Member id' },
    from: { id: 'r.id' },
    cell: ({ values }) => encodeId('Member', textOf(values.id)),
  },
  name: {
    heading: { 'zh-CN': '会员', en: 'Member' },
    from: { display_name: 'r.display_name', real_name_sealed: 'r.real_name_sealed' },
    cell: shownName,
  },
  display_name: text({ 'zh-CN': '昵称', en: 'Display name' }, 'r.display_name'),
  real_name: sealed({ 'zh-CN': '真实姓名', en: 'Real name' }, 'real_name_sealed', maskName),
  phone: identity('phone', { 'zh-CN': '手机号', en: 'Phone' }),
  email: identity('email', { 'zh-CN': '邮箱', en: 'E-mail' }),
  external_id: identity('external_id', { 'zh-CN': '外部编号', en: 'External id' }),
  openid: identity('openid', { 'zh-CN': 'OpenID', en: 'OpenID' }),
  unionid: identity('unionid', { 'zh-CN': 'UnionID', en: 'UnionID' }),
  gender: word({ 'zh-CN': '性别', en: 'Gender' }, 'r.gender', {
    female: { 'zh-CN': '女', en: 'Female' },
    male: { 'zh-CN': '男', en: 'Male' },
    other: { 'zh-CN': '其他', en: 'Other' },
    unknown: { 'zh-CN': '', en: '' },
  }),
  birthday: text({ 'zh-CN': '生日', en: 'Birthday' }, 'r.birthday::text'),
  province: text({ 'zh-CN': '省份', en: 'Province' }, 'r.province'),
  city: text({ 'zh-CN': '城市', en: 'City' }, 'r.city'),
  address: sealed({ 'zh-CN': '地址', en: 'Address' }, 'address_sealed', maskAddress),
  interests: {
    heading: { 'zh-CN': '兴趣', en: 'Interests' },
    from: { interests: 'r.interests' },
    cell: ({ values }, terms) => listed(textsOf(values.interests), terms),
  },
  tags: {
    heading: { 'zh-CN': '标签', en: 'Tags' },
    from: { tags },
    cell: ({ values }, terms) => listed(textsOf(values.tags), terms),
  },
  source: word({ 'zh-CN': '来源', en: 'Source' }, 'r.source', sourceWords),
  order_count: text({ 'zh-CN': '订单数', en: 'Orders' }, 'r.order_count'),
  spent: amount({ 'zh-CN': '累计消费', en: 'Spent' }, 'r.spent_minor'),
  average_order: amount({ 'zh-CN': '客单价', en: 'Average order' }, average),
  points: points({ 'zh-CN': '可用积分', en: 'Points' }, 'available'),
  pending_points: points({ 'zh-CN': '待生效积分', en: 'Pending points' }, 'pending'),
  first_order_at: moment({ 'zh-CN': '首次下单', en: 'First order' }, 'r.first_order_at'),
  last_order_at: moment({ 'zh-CN': '最近下单', en: 'Last order' }, 'r.last_order_at'),
  stage: word({ 'zh-CN': '生命周期', en: 'Stage' }, standing('stage'), {
    new: { 'zh-CN': '新会员', en: 'New' },
    growing: { 'zh-CN': '成长期', en: 'Growing' },
    mature: { 'zh-CN': '成熟期', en: 'Mature' },
    dormant: { 'zh-CN': '沉默', en: 'Dormant' },
  }),
  rfm_group: ofCell(
    { 'zh-CN': 'RFM 分组', en: 'RFM group' },
    (cell, locale) => groupRules[groupOfCell(cell)].name[locale],
  ),
  rfm_scores: ofCell({ 'zh-CN': 'RFM 评分', en: 'RFM scores' }, (cell) =>
    Object.values(scoresOf(cell)).join(' · '),
  ),
  joined_at: moment({ 'zh-CN': '加入时间', en: 'Joined' }, 'r.joined_at'),
} as const satisfies Record<string, ExportColumn>;

export type MemberExportColumn = keyof typeof memberExportColumns;

function textsOf(value: unknown): string[] {
  return Array.isArray(value) ? value.map(textOf) : [];
}
