import type { ReadTransaction } from '../foundation/database.ts';
import { DomainError } from '../foundation/errors.ts';
import { type LiveTopic, liveTopics } from './live.topics.ts';

/** Something changed. */
export interface LiveEvent {
  /** Its place in the order of events: whoever has it asks for what comes after. */
  cursor: string;
  /** UUID of the record. Null where it isn't about one, and at the begin of a stream of all records. */
  subjectId: string | null;
}

/** How long events are kept, as PostgreSQL says it. A stream that broke off for longer begins anew. */
export const liveKept = '1 hour';
/** Most events that are read at once: a stream that has more to catch up on reads again. */
export const liveBatch = 200;

/** Whether a text is a cursor at all. */
export function isLiveCursor(text: string): boolean {
  return /^\d{1,18}$/.test(text);
}

/**
 * Up to where all events have been committed, whoever's they are: where a stream begins that wants to hear only of what
 * comes from now on, and to where one may be moved on that has read all before.
 */
export async function liveThrough({ query }: ReadTransaction): Promise<string> {
  const [row] = await query<{ cursor: string }>('select kolony.live_through()::text as cursor');
  return row?.cursor ?? '0';
}

export interface LiveReading {
  topic: LiveTopic;
  /** UUID of one record; all of them without it. */
  subjectId?: string | undefined;
  after: string;
  /** Something came or was read since then, and the caller has to know whether some of what followed is gone. */
  resumed: boolean;
}

/**
 * What has changed since `after`, as far as the scope may see it, in its order; each record once, at its last place.
 * `more` when there was more than is read at once. @throws DomainError RESUME_EXPIRED
 */
export async function readLive(
  { query }: ReadTransaction,
  { topic, subjectId, after, resumed }: LiveReading,
): Promise<{ events: LiveEvent[]; more: boolean }> {
  // One statement, and so one view of the database: nothing can be purged between the question and the answer.
  const [row] = await query<{ lost: boolean; events: LiveEvent[] }>(
    `select $3::bigint < coalesce((select max(purged_through) from live_horizon), 0)
         or $3::bigint > (select last_value from live_event_id) as lost,
       (select coalesce(json_agg(json_build_object('cursor', e.id::text, 'subjectId', e.subject_id) order by e.id), '[]')
        from (select id, subject_id from live_event
          where topic = $1 and id > $3::bigint and ($2::uuid is null or subject_id = $2)
          order by id limit ${liveBatch}) e) as events`,
    [topic, subjectId ?? null, after],
  );
  if (!row || (resumed && row.lost)) throw new DomainError('RESUME_EXPIRED');
  const last = new Map(row.events.map((event) => [event.subjectId, event.cursor]));
  return {
    events: row.events.filter(({ subjectId: id, cursor }) => last.get(id) === cursor),
    more: row.events.length === liveBatch,
  };
}

/** That the scope holds the record. @throws DomainError NOT_FOUND, for what belongs to another brand too */
export async function assertWatchable(
  { query }: ReadTransaction,
  topic: LiveTopic,
  subjectId: string,
): Promise<void> {
  const { table, noun } = liveTopics[topic];
  const rows = await query(`select 1 as one from "${table}" where id = $1`, [subjectId]);
  if (rows.length === 0) throw new DomainError('NOT_FOUND', { noun });
}

/** Deletes events that are old enough, and notes how far. In the system's scope. Returns how many. */
export async function purgeLive({ query }: ReadTransaction): Promise<number> {
  const [row] = await query<{ count: string }>(
    `with gone as (
       delete from live_event where id <= (select max(id) from live_event where created_at < now() - interval '${liveKept}')
       returning brand_id, id),
     noted as (
       insert into live_horizon (brand_id, purged_through)
       select coalesce(brand_id, '00000000-0000-0000-0000-000000000000'), max(id) from gone group by 1
       on conflict (brand_id) do update
         set purged_through = greatest(live_horizon.purged_through, excluded.purged_through))
     select count(*) from gone`,
  );
  return Number(row?.count ?? 0);
}
