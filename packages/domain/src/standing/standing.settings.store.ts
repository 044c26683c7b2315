import { found, type ReadTransaction } from '../foundation/database.ts';
import { defaultSettings, type ScoreMethod, type StandingSettings } from './standing.settings.rules.ts';

/** The settings of a brand, with what their use needs to know of it. */
export interface BrandSettings {
  settings: StandingSettings;
  /** 1 until they are changed first. */
  version: number;
  timeZone: string;
  currency: string;
}

interface RawSettings {
  time_zone: string;
  currency: string;
  method: ScoreMethod | null;
  recency_days: number[];
  frequency_orders: number[];
  monetary_minor: string[];
  new_days: number;
  growing_days: number;
  dormant_days: number;
  version: number;
}

/** The settings of the scope's brand as they are now. @throws DomainError NOT_FOUND */
export async function loadSettings({ query }: ReadTransaction): Promise<BrandSettings> {
  const [raw] = await query<RawSettings>(
    `select b.time_zone, trim(b.currency) as currency, s.method, s.recency_days, s.frequency_orders, s.monetary_minor,
       s.new_days, s.growing_days, s.dormant_days, s.version
     from brand b left join standing_setting s on s.brand_id = b.id where b.id = kolony.current_brand()`,
  );
  const { time_zone: timeZone, currency, method, ...row } = found(raw, 'Brand');
  if (method === null) return { settings: defaultSettings(currency), version: 1, timeZone, currency };
  const settings = {
    method,
    recencyDays: row.recency_days,
    frequencyOrders: row.frequency_orders,
    monetaryMinor: row.monetary_minor.map(Number),
    newDays: row.new_days,
    growingDays: row.growing_days,
    dormantDays: row.dormant_days,
  };
  return { settings, version: row.version, timeZone, currency };
}

/** Writes the settings of the scope's brand. */
export async function storeSettings(
  { query }: ReadTransaction,
  settings: StandingSettings,
  version: number,
  now: Date,
): Promise<void> {
  await query(
    `insert into standing_setting as s (brand_id, method, recency_days, frequency_orders, monetary_minor, new_days,
       growing_days, dormant_days, version, updated_at)
     values (kolony.current_brand(), $1, $2, $3, $4, $5, $6, $7, $8, $9)
     on conflict (brand_id) do update set method = excluded.method, recency_days = excluded.recency_days,
       frequency_orders = excluded.frequency_orders, monetary_minor = excluded.monetary_minor, new_days = excluded.new_days,
       growing_days = excluded.growing_days, dormant_days = excluded.dormant_days, version = excluded.version,
       updated_at = excluded.updated_at`,
    [
      settings.method,
      settings.recencyDays,
      settings.frequencyOrders,
      settings.monetaryMinor,
      settings.newDays,
      settings.growingDays,
      settings.dormantDays,
      version,
      now,
    ],
  );
}
