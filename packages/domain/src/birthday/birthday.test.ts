import { expect, test } from 'vitest';
import { createBenefit } from '../benefit/benefit.service.ts';
import { createTemplate } from '../coupon/template.service.ts';
import { recordEvent } from '../earning/earning.service.ts';
import { createRule } from '../earning/rule.service.ts';
import { newId } from '../foundation/ids.ts';
import { createMember, updateMember } from '../member/member.service.ts';
import { mergeMembers, undoMerge } from '../merge/merge.service.ts';
import { pointsStory } from '../points/points.story.ts';
import { keepBirthdays } from './birthday.service.ts';

async function story(timeZone = 'Asia/Shanghai') {
  const points = await pointsStory();
  const { admin, database, brand, done } = points;
  await admin.query('update brand set time_zone = $1', [timeZone]);
  await done((tx) =>
    createRule(tx, {
      name: '生日',
      event: 'birthday',
      effect: 'base',
      points: 100,
      startsAt: new Date('2020-01-01'),
    }),
  );
  const rows = async (sql: string, values: unknown[] = []) => (await admin.query(sql, values)).rows;
  const born = (birthday: string) => done((tx) => createMember(tx, { displayName: 'Lin', birthday }));
  const run = (now: string) => keepBirthdays(database, brand.id, { now: new Date(now) });
  const kept = async (memberId: string) =>
    (await rows('select day::text from birthday_care where member_id = $1 order by day', [memberId])).map(
      ({ day }) => day,
    );
  const change = async (id: string, birthday: string | null) => {
    const [{ version }] = await rows('select version from member where id = $1', [id]);
    await done((tx) => updateMember(tx, { id, version, birthday }));
  };
  return { ...points, rows, born, run, kept, change };
}

test('a birthday is kept on its day in the brand’s zone, once, with what the rules give for it', async () => {
  const { born, run, kept, wallet, rows, done } = await story();
  const lin = await born('1990-03-05');
  const other = await born('1990-03-06');
  const closed = await born('1990-03-05');
  await rows(
    `update member set closed_at = now(), display_name = null, name_grams = '{}', birthday = null where id = $1`,
    [closed],
  );
  const merged = await born('1990-03-05');
  await done((tx) => mergeMembers(tx, { keptId: other, mergedId: merged }));
  // Still the 4th in Shanghai, then the 5th there and not yet in UTC.
  expect(await run('2026-03-04T15:59:59Z')).toBe(0);
  expect(await run('2026-03-04T16:00:00Z')).toBe(1);
  expect(await run('2026-03-05T10:00:00Z')).toBe(0);
  expect(await kept(lin)).toEqual(['2026-03-05']);
  expect(await wallet(lin)).toEqual([100, 0]);
  expect(
    await rows(
      'select e.event, c.member_id = e.member_id as same from birthday_care c join member_event e on e.id = c.event_id',
    ),
  ).toEqual([{ event: 'birthday', same: true }]);
  expect(await run('2026-03-05T16:30:00Z')).toBe(1);
  expect(await run('2027-03-05T10:00:00Z')).toBe(1);
  expect(await kept(lin)).toEqual(['2026-03-05', '2027-03-05']);
});

test('who was born on 29 February has it on the 28th of years that have no 29th', async () => {
  const { born, run, kept } = await story('UTC');
  const leap = await born('2000-02-29');
  for (const year of [2025, 2026, 2027, 2028])
    for (const day of ['02-27', '02-28', '03-01']) {
      await run(`${year}-${day}T12:00:00Z`);
      if (day === '02-28' && year === 2028) await run('2028-02-29T00:00:00Z');
    }
  expect(await kept(leap)).toEqual(['2025-02-28', '2026-02-28', '2027-02-28', '2028-02-29']);
});

test.each([
  // The clock goes forward at midnight: that day has no 0 o'clock.
  ['America/Santiago', '1990-09-06', '2026-09-06T03:59:59Z', '2026-09-06T04:00:00Z'],
  ['Asia/Beirut', '1990-03-29', '2026-03-28T21:59:59Z', '2026-03-28T22:00:00Z'],
  ['America/New_York', '1990-11-01', '2026-11-01T03:59:59Z', '2026-11-01T04:00:00Z'],
  ['Australia/Lord_Howe', '1990-10-04', '2026-10-03T13:29:59Z', '2026-10-03T13:30:00Z'],
  ['Pacific/Kiritimati', '1990-01-01', '2025-12-31T09:59:59Z', '2025-12-31T10:00:00Z'],
])('in %s the day begins when it does there', async (zone, birthday, before, from) => {
  const { born, run, kept } = await story(zone);
  const lin = await born(birthday);
  expect([await run(before), await run(from), await run(from)]).toEqual([0, 1, 0]);
  expect(await kept(lin)).toEqual([`2026${birthday.slice(4)}`]);
});

test('birthdays that passed while nothing ran are made up for, three days back, and older ones aren’t', async () => {
  const { born, run, kept } = await story('UTC');
  const first = await born('1990-05-01');
  expect(await run('2026-05-01T10:00:00Z')).toBe(1);
  const days = ['02', '03', '04', '05', '06'];
  const members = await Promise.all(days.map((day) => born(`1990-05-${day}`)));
  const late = await born('1991-05-01');
  expect(await run('2026-05-06T00:30:00Z')).toBe(4);
  expect(await Promise.all(members.map(kept))).toEqual([
    [],
    ['2026-05-03'],
    ['2026-05-04'],
    ['2026-05-05'],
    ['2026-05-06'],
  ]);
  // Who says so within the last hour of the day isn't forgotten; who says so later of a day that is done with, is late.
  const lastHour = await born('1990-05-06');
  expect(await run('2026-05-07T00:04:00Z')).toBe(1);
  expect(await kept(lastHour)).toEqual(['2026-05-06']);
  await born('1990-05-06');
  expect(await run('2026-05-07T01:04:00Z')).toBe(0);
  expect([await kept(first), await kept(late)]).toEqual([['2026-05-01'], []]);
});

test('nobody has two: not by another date, not by a merge, not by two runs at once', async () => {
  const { born, run, kept, change, done, database, brand, rows, wallet } = await story('UTC');
  const lin = await born('1990-06-01');
  const wu = await born('1990-06-02');
  const many = await Promise.all(Array.from({ length: 60 }, () => born('1985-06-01')));
  const now = new Date('2026-06-01T10:00:00Z');
  const counts = await Promise.all([1, 2, 3, 4].map(() => keepBirthdays(database, brand.id, { now })));
  expect(counts.reduce((sum, n) => sum + n)).toBe(61);
  expect(await rows('select member_id from birthday_care group by 1 having count(*) > 1')).toEqual([]);
  await change(lin, '1990-06-03');
  expect(await run('2026-06-03T10:00:00Z')).toBe(1);
  expect(await kept(lin)).toEqual(['2026-06-01']);
  // Wu has had theirs, and becomes one with somebody whose birthday is to come.
  const friend = await born('1990-06-10');
  const { id } = await done((tx) => mergeMembers(tx, { keptId: friend, mergedId: wu }));
  expect(await run('2026-06-10T10:00:00Z')).toBe(0);
  await done((tx) => undoMerge(tx, { id }));
  expect([await kept(wu), await kept(friend)]).toEqual([['2026-06-02'], []]);
  expect(await run('2026-06-10T11:00:00Z')).toBe(1);
  expect(await wallet(many[0] ?? '')).toEqual([100, 0]);
  // A year on, by the date that holds then.
  await run('2027-06-03T10:00:00Z');
  expect(await kept(lin)).toEqual(['2026-06-01', '2027-06-03']);
});

test('a run that breaks off in the middle is taken up where it stopped', async () => {
  const { born, run, rows, database, brand } = await story('UTC');
  await Promise.all(Array.from({ length: 120 }, () => born('1985-07-01')));
  const { signal } = new AbortController();
  let looked = 0;
  signal.throwIfAborted = () => {
    if (++looked === 2) throw new Error('stopped');
  };
  const running = keepBirthdays(database, brand.id, { now: new Date('2026-07-01T10:00:00Z'), signal });
  await expect(running).rejects.toThrow('stopped');
  expect(await rows('select from birthday_care')).toHaveLength(50);
  await run('2026-07-02T00:04:00Z');
  expect(
    await rows('select count(*)::int, count(distinct member_id)::int as members from birthday_care'),
  ).toEqual([{ count: 120, members: 120 }]);
  expect(await rows('select sum(available)::int from points_wallet')).toEqual([{ sum: 12_000 }]);
});

test('of a birthday that an operator has recorded the rules have given, and the rest is kept', async () => {
  const { born, run, rows, wallet, done, operator } = await story('UTC');
  const now = new Date();
  const today = now.toISOString().slice(0, 10);
  const lin = await born(`1988${today.slice(4)}`);
  const scope = await operator();
  const byHand = { memberId: lin, event: 'birthday', key: 'b', byHand: true } as const;
  const event = await done((tx) => recordEvent(tx, byHand), scope);
  expect([await run(now.toISOString()), await run(now.toISOString())]).toEqual([1, 0]);
  expect(await rows('select event_id from birthday_care')).toEqual([{ event_id: event.id }]);
  expect(await wallet(lin)).toEqual([100, 0]);
});

test('the gift of the member’s tier is given with it, once, and noted as a use', async () => {
  const { born, run, rows, wallet, brand, done, database } = await story('UTC');
  const tierId = newId();
  await rows(
    `insert into tier (brand_id, id, name, color, threshold, rank) values ($1, $2, 'ordinary', '#aaaaaa', 0, 1)`,
    [brand.id, tierId],
  );
  await done((tx) => createBenefit(tx, { kind: 'birthday_gift', name: '生日礼', points: 500, tierId }));
  const lin = await born('1990-08-01');
  const now = new Date('2026-08-01T10:00:00Z');
  await Promise.all([1, 2, 3].map(() => keepBirthdays(database, brand.id, { now })));
  expect(await run('2026-08-01T11:00:00Z')).toBe(0);
  expect(await wallet(lin)).toEqual([600, 0]);
  expect(
    await rows(
      `select u.kind, p.points::int, p.reason, p.subject_id = u.id as linked from birthday_care c
       join benefit_use u on u.id = c.use_id join points_entry p on p.id = c.entry_id`,
    ),
  ).toEqual([{ kind: 'birthday_gift', points: 500, reason: '生日礼', linked: true }]);
  expect(await rows('select from benefit_use')).toHaveLength(1);
});

test('the gift may be a coupon, once a birthday, as long as its template gives any', async () => {
  const { born, run, rows, brand, done } = await story('UTC');
  const tierId = newId();
  await rows(
    `insert into tier (brand_id, id, name, color, threshold, rank) values ($1, $2, 'ordinary', '#aaaaaa', 0, 1)`,
    [brand.id, tierId],
  );
  const terms = { kind: 'amount', amount: '20', validDays: 30, issueLimit: 1 } as const;
  const couponTemplateId = await done((tx) => createTemplate(tx, { name: '生日券', ...terms }));
  await done((tx) => createBenefit(tx, { kind: 'birthday_gift', name: '生日礼', couponTemplateId, tierId }));
  await born('1990-08-01');
  await run('2026-08-01T10:00:00Z');
  await run('2026-08-01T11:00:00Z');
  await born('1991-08-02');
  await run('2026-08-02T10:00:00Z');
  expect(await rows('select template_id from coupon')).toEqual([{ template_id: couponTemplateId }]);
  expect(await rows('select kind from benefit_use')).toEqual([{ kind: 'birthday_gift' }]);
  expect(
    await rows(
      'select c.id = b.coupon_id as given from birthday_care b left join coupon c on c.id = b.coupon_id order by b.day',
    ),
  ).toEqual([{ given: true }, { given: null }]);
});
