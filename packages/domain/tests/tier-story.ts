import { done } from '../src/foundation/errors.ts';
import { newId } from '../src/foundation/ids.ts';
import type { Ladder } from '../src/tier/tier.rules.ts';
import { storeLadder } from '../src/tier/tier.store.ts';
import { type StandingStory, standingStory } from './standing-story.ts';

/** A ladder of four, as a tea house may have it: one of growth value for each yuan. */
export const teaLadder: Ladder = {
  perUnit: 100,
  perOrder: 0,
  perEvent: {},
  period: 'rolling_year',
  policy: 'by_balance',
  graceDays: 30,
  warningDays: 45,
  tiers: [
    ['ordinary', 0],
    ['silver', 1000],
    ['gold', 3000],
    ['diamond', 10_000],
  ].map(([name, threshold]) => ({
    id: newId(),
    name: String(name),
    color: '#c0c0c0',
    threshold: Number(threshold),
  })),
};

export interface TierStory extends StandingStory {
  /** Makes this the ladder, without telling anyone. */
  ladder(over?: Partial<Ladder>): Promise<Ladder>;
  /** What the tier of a member is called. */
  tierOf(memberId: string): Promise<string | undefined>;
  /** What happened to it, from the first. */
  changesOf(memberId: string): Promise<string[]>;
  event(memberId: string, event: string, at?: Date): Promise<void>;
}

/** A brand in an empty database, to tell of its members' tiers. */
export async function tierStory(timeZone?: string): Promise<TierStory> {
  const story = await standingStory(timeZone);
  const { act, rows, brandId } = story;
  return {
    ...story,
    async ladder(over = {}) {
      const ladder = { ...teaLadder, ...over };
      await act(async (tx) => done(await storeLadder(tx, ladder, 1)));
      return ladder;
    },
    async tierOf(memberId) {
      const [row] = await rows<{ name: string }>(
        'select t.name from member_tier m join tier t on t.id = m.tier_id where m.member_id = $1',
        [memberId],
      );
      return row?.name;
    },
    async changesOf(memberId) {
      const all = await rows<{ change: string }>(
        `select concat_ws(' ', c.cause, coalesce(f.name, '') || '>' || coalesce(t.name, '')) as change from member_tier_change c
           left join tier f on f.id = c.from_tier left join tier t on t.id = c.to_tier
         where c.member_id = $1 order by c.at, c.cause <> 'warning' desc, c.id`,
        [memberId],
      );
      return all.map(({ change }) => change);
    },
    async event(memberId, event, at = new Date()) {
      await rows(
        'insert into member_event (brand_id, id, member_id, event, at, key) values ($1, $2, $3, $4, $5, $6)',
        [brandId, newId(), memberId, event, at, newId()],
      );
    },
  };
}
