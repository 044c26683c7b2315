import { found, type ReadTransaction, type Transaction } from '../foundation/database.ts';
import type { MemberEventKind } from '../member-event/member-event.rules.ts';
import type { Badge, BadgeCriterion, BadgeIcon, BadgePeriod } from './badge.rules.ts';

export type KnownBadge = Badge & { id: string; version: number };

interface RawBadge {
  id: string;
  name: string;
  description: string;
  icon: BadgeIcon;
  color: string;
  criterion: BadgeCriterion;
  target: string | null;
  event: MemberEventKind | null;
  tier_id: string | null;
  period: BadgePeriod;
  active: boolean;
  version: number;
}

/** A badge of the brand, locked. @throws DomainError NOT_FOUND */
export async function lockBadge(tx: Transaction, id: string): Promise<KnownBadge> {
  const [raw] = await tx.query<RawBadge>(
    'select * from badge where brand_id = $1 and id = $2 for no key update',
    [tx.brandId, id],
  );
  const { tier_id: tierId, target, ...row } = found(raw, 'Badge');
  return {
    id: row.id,
    name: row.name,
    description: row.description,
    icon: row.icon,
    color: row.color,
    criterion: row.criterion,
    target: target === null ? null : Number(target),
    event: row.event,
    tierId,
    period: row.period,
    active: row.active,
    version: row.version,
  };
}

/** The columns of a badge, in the order of `badgeColumnValues`. */
export const badgeColumns =
  'name, description, icon, color, criterion, target, event, tier_id, period, active';

export function badgeColumnValues(badge: Badge): unknown[] {
  const { name, description, icon, color, criterion, target, event, tierId, period, active } = badge;
  return [name, description, icon, color, criterion, target, event, tierId, period, active];
}

export async function brandZone({ query }: ReadTransaction): Promise<string> {
  const [brand] = await query<{ time_zone: string }>(
    'select time_zone from brand where id = kolony.current_brand()',
  );
  return found(brand, 'Brand').time_zone;
}
