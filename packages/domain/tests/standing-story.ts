import type pg from 'pg';
import type { Database, Transaction } from '../src/foundation/database.ts';
import type { Outcome } from '../src/foundation/errors.ts';
import { newId } from '../src/foundation/ids.ts';
import type { Scope } from '../src/foundation/scope.ts';
import { makeBrand, openStory } from './story.ts';

/** A member as far as standings look at them. */
export interface Sketch {
  joinedAt?: Date;
  orders?: number;
  spent?: number;
  firstOrderAt?: Date;
  lastOrderAt?: Date;
  closedAt?: Date;
}

export interface StandingStory {
  database: Database;
  admin: pg.Client;
  url: string;
  brandId: string;
  scope: Scope;
  /** Writes members as if they had ordered so. */
  sketch(sketches: readonly Sketch[]): Promise<string[]>;
  /** Writes an order of a member, paid unless told. */
  order(memberId: string, over?: { placedAt?: Date; total?: number; status?: string }): Promise<string>;
  act<T>(work: (tx: Transaction) => Promise<Outcome<T>>): Promise<T>;
  rows<Row extends object>(sql: string, values?: unknown[]): Promise<Row[]>;
}

/** A brand in an empty database, to tell of its members' standings. */
export async function standingStory(timeZone = 'Asia/Shanghai'): Promise<StandingStory> {
  const { database, admin, url } = await openStory();
  const { id: brandId, scope } = await makeBrand(database);
  await admin.query('update brand set time_zone = $2 where id = $1', [brandId, timeZone]);
  const rows = async <Row extends object>(sql: string, values: unknown[] = []) =>
    (await admin.query<Row>(sql, values)).rows;
  return {
    database,
    admin,
    url,
    brandId,
    scope,
    rows,
    async sketch(sketches) {
      const members = sketches.map((sketch) => ({ id: newId(), ...sketch }));
      await admin.query(
        `insert into member (brand_id, id, joined_at, order_count, spent_minor, first_order_at, last_order_at, closed_at)
         select $1, m.id, coalesce(m."joinedAt", now()), coalesce(m.orders, 0), coalesce(m.spent, 0),
           coalesce(m."firstOrderAt", m."lastOrderAt"), m."lastOrderAt", m."closedAt"
         from json_to_recordset($2) m(id uuid, "joinedAt" timestamptz, orders int, spent bigint, "firstOrderAt" timestamptz,
           "lastOrderAt" timestamptz, "closedAt" timestamptz)`,
        [brandId, JSON.stringify(members)],
      );
      return members.map(({ id }) => id);
    },
    async order(memberId, { placedAt = new Date(), total = 10_000, status = 'paid' } = {}) {
      const id = newId();
      await admin.query(
        `insert into "order" (brand_id, id, member_id, order_no, status, currency, total_minor, placed_at)
         values ($1, $2, $3, $4, $5, 'CNY', $6, $7)`,
        [brandId, id, memberId, id, status, total, placedAt],
      );
      return id;
    },
    async act(work) {
      const outcome = await database.write(scope, work);
      if (!outcome.ok) throw new Error(JSON.stringify(outcome.errors));
      return outcome.value;
    },
  };
}
