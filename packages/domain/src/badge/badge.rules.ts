import { type UserError, userError } from '../foundation/errors.ts';
import { checkText } from '../foundation/text.ts';
import type { MemberEventKind } from '../member-event/member-event.rules.ts';

export const badgeCriteria = ['by_hand', 'orders', 'spend', 'events', 'points', 'streak', 'tier'] as const;
export type BadgeCriterion = (typeof badgeCriteria)[number];

export const badgePeriods = ['ever', 'year', 'month'] as const;
export type BadgePeriod = (typeof badgePeriods)[number];

export const badgeIcons = [
  'star',
  'heart',
  'flame',
  'crown',
  'medal',
  'leaf',
  'gift',
  'rocket',
  'chat',
  'sun',
] as const;
export type BadgeIcon = (typeof badgeIcons)[number];

/** What members can earn. */
export interface Badge {
  name: string;
  description: string;
  icon: BadgeIcon;
  /** `#0a7cff`. */
  color: string;
  criterion: BadgeCriterion;
  /** How many orders, events, points or days; of `spend`, minor units. Null of `by_hand` and `tier`. */
  target: number | null;
  /** Of `events`. */
  event: MemberEventKind | null;
  /** Of `tier`. */
  tierId: string | null;
  /** `ever`: once. Otherwise once in each, by the brand's calendar. */
  period: BadgePeriod;
  active: boolean;
}

/** Most badges of a brand: all of them are looked at for each member who did something. */
export const mostBadges = 100;
const mostTarget: Readonly<Partial<Record<BadgeCriterion, number>>> = { streak: 366 };

/** A badge as it is stored, with what is wrong with it, all at once. */
export function checkBadge(input: Badge): { badge: Badge; errors: UserError[] } {
  const name = checkText('name', input.name, { limit: 30, required: true });
  const description = checkText('description', input.description, { limit: 200 });
  const color = input.color.trim().toLowerCase();
  const errors = [
    ...name.errors,
    ...description.errors,
    ...(/^#[0-9a-f]{6}$/.test(color) ? [] : [userError('COLOR_INVALID', 'color')]),
    ...fieldErrors(input),
  ];
  return { badge: { ...input, name: name.text, description: description.text, color }, errors };
}

function fieldErrors({ criterion, target, event, tierId, period }: Badge): UserError[] {
  const counts = criterion !== 'by_hand' && criterion !== 'tier';
  const most = mostTarget[criterion] ?? 1_000_000_000;
  const wanted = (field: string, value: unknown, needed: boolean) => {
    if (needed) return value === null ? [userError('REQUIRED', field)] : [];
    return value === null ? [] : [userError('BADGE_FIELD_UNUSED', field)];
  };
  const isFit = target === null || (Number.isSafeInteger(target) && target >= 1 && target <= most);
  return [
    ...wanted('target', target, counts),
    ...(counts && !isFit ? [userError('OUT_OF_RANGE', 'target', { least: 1, most })] : []),
    ...wanted('event', event, criterion === 'events'),
    ...wanted('tierId', tierId, criterion === 'tier'),
    ...(criterion === 'tier' && period !== 'ever' ? [userError('BADGE_FIELD_UNUSED', 'period')] : []),
  ];
}
