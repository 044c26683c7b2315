import type { Locale } from '../foundation/scope.ts';
import { cells, type Dimension, dimensions, type RfmScores, scoresOf } from './rfm.rules.ts';

type Span = readonly [least: number, most: number];

interface GroupRule {
  /** Scores of recency. */
  recency: Span;
  /** Frequency and monetary value together: see `valueScore`. */
  value: Span;
  name: Readonly<Record<Locale, string>>;
  description: Readonly<Record<Locale, string>>;
}

/**
 * The named groups, the best first: each is a rectangle of recency and value, and together they cover the square of 5 × 5
 * once. The one place where that is said.
 */
export const groupRules = {
  champions: {
    recency: [5, 5],
    value: [4, 5],
    name: { 'zh-CN': '核心会员', en: 'Champions' },
    description: { 'zh-CN': '最近刚买，买得多、花得多。', en: 'Bought just now, often, and for much.' },
  },
  loyal: {
    recency: [3, 4],
    value: [4, 5],
    name: { 'zh-CN': '忠诚会员', en: 'Loyal' },
    description: { 'zh-CN': '不久前买过，一向买得多、花得多。', en: 'Buy often and for much, not long ago.' },
  },
  potential_loyalists: {
    recency: [4, 5],
    value: [2, 3],
    name: { 'zh-CN': '潜力忠诚会员', en: 'Potential loyalists' },
    description: { 'zh-CN': '最近买过，不止一点，值得培养。', en: 'Bought lately, and more than a little.' },
  },
  new_customers: {
    recency: [5, 5],
    value: [1, 1],
    name: { 'zh-CN': '新近购买', en: 'New customers' },
    description: { 'zh-CN': '刚刚开始购买，还不多。', en: 'Began to buy just now; not much yet.' },
  },
  promising: {
    recency: [4, 4],
    value: [1, 1],
    name: { 'zh-CN': '有希望', en: 'Promising' },
    description: { 'zh-CN': '不久前买过，还不多。', en: 'Bought not long ago; not much yet.' },
  },
  needs_attention: {
    recency: [3, 3],
    value: [3, 3],
    name: { 'zh-CN': '需要关注', en: 'Needs attention' },
    description: { 'zh-CN': '各方面居中，正在变淡。', en: 'In the middle of everything, and cooling.' },
  },
  about_to_sleep: {
    recency: [3, 3],
    value: [1, 2],
    name: { 'zh-CN': '即将沉睡', en: 'About to sleep' },
    description: { 'zh-CN': '买得少，已有一阵没买。', en: 'Bought little, and not for a while.' },
  },
  at_risk: {
    recency: [1, 2],
    value: [3, 4],
    name: { 'zh-CN': '流失风险', en: 'At risk' },
    description: { 'zh-CN': '曾经买得不少，很久没来了。', en: 'Bought well once; it is long ago.' },
  },
  cant_lose: {
    recency: [1, 2],
    value: [5, 5],
    name: { 'zh-CN': '不能流失', en: 'Can’t lose' },
    description: { 'zh-CN': '曾经是最好的会员，很久没来了。', en: 'Were among the best; it is long ago.' },
  },
  hibernating: {
    recency: [2, 2],
    value: [1, 2],
    name: { 'zh-CN': '沉睡', en: 'Hibernating' },
    description: { 'zh-CN': '买得少，很久以前。', en: 'Bought little, long ago.' },
  },
  lost: {
    recency: [1, 1],
    value: [1, 2],
    name: { 'zh-CN': '已流失', en: 'Lost' },
    description: { 'zh-CN': '买得少，最久以前。', en: 'Bought little, longest ago.' },
  },
} as const satisfies Record<string, GroupRule>;

export type RfmGroup = keyof typeof groupRules;

const rules: Readonly<Record<string, GroupRule>> = groupRules;

/** The groups' codes, in the order of the table. */
export const rfmGroups: readonly RfmGroup[] = Object.keys(groupRules).filter(isGroup);

function isGroup(code: string): code is RfmGroup {
  return code in groupRules;
}

/** How often and for how much, as one score: the mean of the two, a half rounded up. */
export function valueScore({ frequency, monetary }: RfmScores): number {
  return Math.floor((frequency + monetary + 1) / 2);
}

/** The groups to which scores belong: always one, as a test proves. */
export function groupsOf(scores: RfmScores): RfmGroup[] {
  return rfmGroups.filter((code) => {
    const rule = rules[code];
    return rule && within(scores.recency, rule.recency) && within(valueScore(scores), rule.value);
  });
}

function within(score: number, [least, most]: Span): boolean {
  return score >= least && score <= most;
}

const groupByCell = new Map(
  cells.flatMap((cell) => groupsOf(scoresOf(cell)).map((group): [number, RfmGroup] => [cell, group])),
);

/** The group of a cell. */
export function groupOfCell(cell: number): RfmGroup {
  const group = groupByCell.get(cell);
  if (!group) throw new Error(`${cell} is no cell`);
  return group;
}

/** Which cells: any of the scores in each dimension, and any of the groups; what is left out restricts nothing. */
export interface CellChoice extends Partial<Record<Dimension, readonly number[] | null | undefined>> {
  groups?: readonly RfmGroup[] | null | undefined;
}

/** The cells that are chosen; undefined when the choice restricts nothing. */
export function chosenCells({ groups, ...chosen }: CellChoice): number[] | undefined {
  const within = (cell: number) =>
    dimensions.every((dimension) => chosen[dimension]?.includes(scoresOf(cell)[dimension]) ?? true) &&
    (groups?.includes(groupOfCell(cell)) ?? true);
  const restricts = groups != null || dimensions.some((dimension) => chosen[dimension] != null);
  return restricts ? cells.filter(within) : undefined;
}
