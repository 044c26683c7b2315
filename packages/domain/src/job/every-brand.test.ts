import { expect, test } from 'vitest';
import { keepLog, makeBrand } from '../../tests/story.ts';
import { systemScope } from '../foundation/scope.ts';
import { createMember } from '../member/member.service.ts';
import { followProfilesJob } from '../member-event/member-event.jobs.ts';
import { pointsStory } from '../points/points.story.ts';

test('what fails in one brand doesn’t keep the others from their turn, and isn’t kept quiet', async () => {
  const { database, admin, brand, done } = await pointsStory();
  const other = await makeBrand(database, 'Coffee House');
  const whole = { displayName: 'Lin', gender: 'female', birthday: '1990-01-01', city: '杭州' } as const;
  for (const { scope } of [brand, other]) await done((tx) => createMember(tx, whole), scope);
  await admin.query(`create function refuse() returns trigger language plpgsql as $$
    begin if new.brand_id = '${brand.id}' then raise 'no'; end if; return new; end $$`);
  await admin.query(
    'create trigger refuse before insert on member_event for each row execute function refuse()',
  );
  const run = async () =>
    followProfilesJob.run({
      database,
      scope: systemScope(),
      input: {},
      jobId: null,
      attempt: 1,
      signal: new AbortController().signal,
      progress: () => undefined,
      log: keepLog(),
    });
  await expect(run()).rejects.toThrow('no');
  const events = async () => (await admin.query('select brand_id from member_event')).rows;
  expect(await events()).toEqual([{ brand_id: other.id }]);
  await admin.query('drop trigger refuse on member_event');
  await run();
  expect(await events()).toHaveLength(2);
});
