import { birthdayGiftOf, recordUse } from '../benefit/use.service.ts';
import { grantCoupon } from '../coupon/issue.service.ts';
import { recordEvent } from '../earning/earning.service.ts';
import { type Database, found, type Transaction } from '../foundation/database.ts';
import { done } from '../foundation/errors.ts';
import { newId, noId } from '../foundation/ids.ts';
import { brandScope, type Scope } from '../foundation/scope.ts';
import { living } from '../member/living.ts';
import { todayIn } from '../member/member.rules.ts';
import { lockMembers } from '../member/member.store.ts';
import { earnPoints } from '../points/points.service.ts';
import { birthdaysOn, dayBefore, daysApart, daysToKeep } from './birthday.rules.ts';

const atOnce = 50;

/** How a run is broken off, and what time it takes it to be. */
export interface BirthdayRun {
  signal?: AbortSignal | undefined;
  now?: Date;
}

/**
 * Keeps the birthdays of the brand's members: of today, in its time zone, and of the days before that nobody has kept. For
 * each the event is recorded, with what rules give for it, and the gift of the member's tier is given. Run again, at once
 * with another or after a crash, it comes to the same. Gives how many were kept.
 */
export async function keepBirthdays(
  database: Database,
  brandId: string,
  { signal, now = new Date() }: BirthdayRun = {},
): Promise<number> {
  const scope = brandScope(brandId);
  const brand = await database.read(scope, async ({ query }) => {
    const [row] = await query<{ time_zone: string; kept_through: string | null }>(
      `select b.time_zone, p.kept_through::text from brand b left join birthday_progress p on p.brand_id = b.id
       where b.id = kolony.current_brand()`,
    );
    return found(row, 'Brand');
  });
  const today = todayIn(brand.time_zone, now).date;
  let kept = 0;
  // Written first where there is nothing yet: what breaks off on the first day is made up for, too.
  if (brand.kept_through === null) await keptThrough(database, scope, dayBefore(today));
  for (const day of daysToKeep(today, brand.kept_through)) {
    for (let after = noId; ; ) {
      signal?.throwIfAborted();
      const outcome = await database.write(scope, async (tx) => done(await keepSome(tx, day, after)));
      if (!outcome.ok) throw new Error('a step of a run is never refused');
      if (!outcome.value) break;
      after = outcome.value.last;
      kept += outcome.value.kept;
    }
  }
  await keptThrough(database, scope, dayBefore(today));
  return kept;
}

async function keptThrough(database: Database, scope: Scope, day: string): Promise<void> {
  await database.write(scope, async (tx) =>
    done(
      await tx.query(
        `insert into birthday_progress as p (brand_id, kept_through) values ($1, $2)
         on conflict (brand_id) do update set kept_through = greatest(p.kept_through, excluded.kept_through)`,
        [tx.brandId, day],
      ),
    ),
  );
}

/** Whose birthday is kept on a day and hasn't been kept lately; `$2` is the day, `$3` what `birthdaysOn` says of it. */
const celebrating = `m.brand_id = $1 and m.birth_day = any ($3::smallint[]) and ${living('m')}
  and not exists (select from birthday_care c where c.brand_id = m.brand_id and c.member_id = m.id
    and c.day > $2::date - ${daysApart})`;

async function keepSome(
  tx: Transaction,
  day: string,
  after: string,
): Promise<{ last: string; kept: number } | undefined> {
  const birthdays = birthdaysOn(day);
  // Found by the day and then put in order: walking the order until enough are found would go through all members.
  const next = await tx.query<{ id: string }>(
    `select m.id from (select m.id from member m where ${celebrating} and m.id > $4 offset 0) m order by m.id limit ${atOnce}`,
    [tx.brandId, day, birthdays, after],
  );
  const ids = next.map(({ id }) => id);
  const last = ids.at(-1);
  if (!last) return undefined;
  await lockMembers(tx, ids);
  // Whom another run was faster with, who was merged or said otherwise meanwhile, isn't among them any more.
  const still = await tx.query<{ id: string }>(
    `select m.id from member m where ${celebrating} and m.id = any ($4::uuid[]) order by m.id`,
    [tx.brandId, day, birthdays, ids],
  );
  for (const { id } of still) await keep(tx, id, day);
  return { last, kept: still.length };
}

async function keep(tx: Transaction, memberId: string, day: string): Promise<void> {
  const key = `birthday:${memberId}:${day}`;
  const eventId = (await recordedByHand(tx, memberId, day)) ?? (await record(tx, memberId, key));
  const { useId, entryId, couponId } = await giveGift(tx, memberId, key);
  await tx.query(
    `insert into birthday_care (brand_id, id, member_id, day, at, event_id, use_id, entry_id, coupon_id)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [tx.brandId, newId(), memberId, day, tx.now, eventId, useId, entryId, couponId],
  );
}

async function record(tx: Transaction, memberId: string, key: string): Promise<string> {
  const event = await recordEvent(tx, { memberId, event: 'birthday', key });
  if (!event.ok) throw new Error(`a birthday: ${event.errors.map(({ code }) => code).join()}`);
  return event.value.id;
}

/** The event of this birthday if an operator has recorded it: the rules have given for it. The member is locked. */
async function recordedByHand(tx: Transaction, memberId: string, day: string): Promise<string | undefined> {
  const [event] = await tx.query<{ id: string }>(
    `select e.id from member_event e where e.brand_id = $1 and e.member_id = $2 and e.event = 'birthday'
       and e.operator_id is not null and e.at > $3::date - ${daysApart}
       and not exists (select from birthday_care c where c.brand_id = e.brand_id and c.event_id = e.id)
     order by e.at desc limit 1`,
    [tx.brandId, memberId, day],
  );
  return event?.id;
}

interface Gift {
  useId: string | null;
  entryId: string | null;
  couponId: string | null;
}

/** Gives the birthday gift of a member's tier, if it has one, and notes that they have had it. */
async function giveGift(tx: Transaction, memberId: string, birthday: string): Promise<Gift> {
  const none: Gift = { useId: null, entryId: null, couponId: null };
  const gift = await birthdayGiftOf(tx, memberId);
  if (!gift) return none;
  const { points, couponTemplateId: templateId, name: reason } = gift;
  const key = `gift:${birthday}`;
  const coupon = templateId === null ? null : await grantCoupon(tx, { memberId, templateId, key });
  // A coupon that can't be had any more, for its limits or its budget, is no gift.
  if (coupon && !coupon.ok) return none;
  const couponId = coupon?.value ?? null;
  const use = await recordUse(tx, { memberId, benefitId: gift.id, key });
  // Switched off this very moment.
  if (!use.ok) return { ...none, couponId };
  if (points === null) return { useId: use.value, entryId: null, couponId };
  const subject = { type: 'BenefitUse', id: use.value };
  const entry = await earnPoints(tx, { memberId, points, key, subject, reason, availableAt: tx.now });
  if (!entry.ok) throw new Error(`a birthday gift: ${entry.errors.map(({ code }) => code).join()}`);
  return { useId: use.value, entryId: entry.value, couponId };
}
