import { parse } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';
import { bulkActs, bulkStory, chosenIds, value } from '../../tests/bulk-story.ts';
import { makeBrand } from '../../tests/story.ts';
import { encodeId, newId } from '../foundation/ids.ts';
import { JobCancelled } from '../foundation/job.runner.ts';
import { mergeMembers } from '../merge/merge.service.ts';
import { createMember, updateTags } from './member.service.ts';
import { beginBulkTag } from './tag.bulk.service.ts';

type Story = Awaited<ReturnType<typeof bulkStory>>;

const begin = (
  story: Pick<Story, 'act'>,
  ids: readonly string[],
  tags: { add?: string[]; remove?: string[] },
) => story.act((tx) => beginBulkTag(tx, { chosen: chosenIds(ids), ...tags }));

const tagsOf = async ({ read }: Pick<Story, 'read'>, id: string) =>
  (
    await read<{ name: string }>(
      'select t.name from member_tag mt join tag t on t.id = mt.tag_id where mt.member_id = $1 order by t.name',
      [id],
    )
  ).map(({ name }) => name);

const events = ({ read }: Pick<Story, 'read'>, action: string) =>
  read<{
    changes: { id: string; before: unknown; after: unknown }[];
    subject_ids: string[];
    actor_id: string;
  }>('select changes, subject_ids, actor_id from audit_event where action = $1 order by seq', [action]);

describe('tags for many members', () => {
  it('are put on and taken off, counted, and told to the audit log with who did it', async () => {
    const story = await bulkStory();
    const ids = await story.makeMembers(3);
    const [first = '', second = ''] = ids;
    await value(story.act((tx) => updateTags(tx, { memberId: first, add: ['vip', 'old'] })));
    await value(story.act((tx) => updateTags(tx, { memberId: second, add: ['vip'] })));
    const job = await value(begin(story, ids, { add: ['vip', 'new', 'old'], remove: ['old'] }));
    expect(
      await story.read('select progress_total::int as total, input from job where id = $1', [job]),
    ).toEqual([{ total: 3, input: { add: ['vip', 'new'], remove: ['old'], locale: 'en' } }]);
    expect((await story.run(job)).at(-1)).toEqual([3, 3]);
    for (const id of ids) expect(await tagsOf(story, id)).toEqual(['new', 'vip']);
    expect(await story.report(job)).toEqual({
      total: 3,
      done: 3,
      unchanged: 0,
      failed: 0,
      file_id: null,
      failed_file_id: null,
    });
    const again = await value(begin(story, ids, { add: ['vip'], remove: ['old'] }));
    await story.run(again);
    expect(await story.report(again)).toMatchObject({ done: 0, unchanged: 3, failed: 0 });

    const [asked] = await events(story, 'member.tag');
    expect(asked?.changes).toEqual([
      { id: job, before: null, after: { add: ['vip', 'new'], remove: ['old'], records: 3 } },
    ]);
    const [, , changed, ...more] = await events(story, 'member.tags');
    expect(more).toEqual([]);
    expect(changed?.actor_id).toBe(story.operatorId);
    expect(changed?.changes).toContainEqual({
      id: first,
      before: { tags: ['old', 'vip'] },
      after: { tags: ['new', 'vip'] },
    });
    expect(changed?.subject_ids.sort()).toEqual([...ids].sort());
  });

  it('go only to who is there and stands for themselves; the others are in a file, with the reason', async () => {
    const story = await bulkStory();
    const other = bulkActs(story.database, (await makeBrand(story.database, 'Coffee House')).scope);
    const [foreign = ''] = await other.makeMembers(1);
    const made = (name: string) => value(story.act((tx) => createMember(tx, { displayName: name })));
    const [kept, merged, deleted] = [await made('kept'), await made('merged'), await made('deleted')];
    const job = await value(begin(story, [kept, merged, deleted, foreign, newId()], { add: ['vip'] }));
    await value(story.act((tx) => mergeMembers(tx, { keptId: kept, mergedId: merged })));
    await story.admin.query('delete from member where id = $1', [deleted]);
    await story.run(job);

    const report = await story.report(job);
    expect(report).toMatchObject({ total: 5, done: 1, unchanged: 0, failed: 4 });
    const file = await story.text(report?.failed_file_id);
    expect(file.startsWith('\uFEFFId,Reason,Error code\r\n')).toBe(true);
    const [, ...rows] = parse(file, { bom: true });
    expect(rows.slice(0, 3)).toEqual([
      [
        encodeId('Member', merged),
        `This member was merged into ${encodeId('Member', kept)}.`,
        'MEMBER_MERGED',
      ],
      [encodeId('Member', deleted), 'This record is no longer there.', 'RECORD_GONE'],
      [encodeId('Member', foreign), 'This record is no longer there.', 'RECORD_GONE'],
    ]);
    expect(rows).toHaveLength(4);
    expect(await tagsOf(story, kept)).toEqual(['vip']);
    expect(await tagsOf(story, merged)).toEqual([]);
    expect(await tagsOf(other, foreign)).toEqual([]);
    expect(await story.read(`select 1 from tag where name = 'vip'`)).toHaveLength(1);
  });

  it('stop where they are cancelled, and go on from there when they are run again', async () => {
    const story = await bulkStory();
    const ids = await story.makeMembers(1700);
    const gone = newId();
    const job = await value(begin(story, [gone, ...ids], { add: ['vip'] }));
    const stop = new AbortController();
    const cancelled = story.run(job, {
      signal: stop.signal,
      onProgress: (count) => count === 1000 && stop.abort(new JobCancelled()),
    });
    await expect(cancelled).rejects.toThrow(JobCancelled);
    const halfway = await story.report(job);
    expect(halfway).toMatchObject({ total: 1701, done: 999, failed: 1 });
    expect(await story.text(halfway?.failed_file_id)).toContain(encodeId('Member', gone));
    const tagged = () => story.read('select 1 from member_tag');
    expect(await tagged()).toHaveLength(999);

    const progress = await story.run(job);
    expect(progress[0]).toEqual([1000, 1701]);
    expect(await story.report(job)).toMatchObject({ done: 1700, unchanged: 0, failed: 1 });
    expect(await tagged()).toHaveLength(1700);
    expect(await story.read('select 1 from job_batch')).toEqual([]);
    expect((await events(story, 'member.tags')).flatMap(({ changes }) => changes)).toHaveLength(1700);
    // Once more finds nothing left to do.
    await story.run(job);
    expect(await story.report(job)).toMatchObject({ done: 1700, failed: 1 });
  });

  it('say what is wrong with them before anything is begun', async () => {
    const story = await bulkStory();
    const [id = ''] = await story.makeMembers(1);
    const codes = async (outcome: ReturnType<typeof begin>) => {
      const result = await outcome;
      return result.ok ? [] : result.errors.map(({ code, field }) => [code, ...field]);
    };
    expect(await codes(begin(story, [id], {}))).toEqual([['REQUIRED', 'add']]);
    expect(await codes(begin(story, [id], { add: [' '], remove: [''] }))).toEqual([['REQUIRED', 'add']]);
    expect(await codes(begin(story, [id], { add: ['x'.repeat(51)] }))).toEqual([['TOO_LONG', 'add', '0']]);
    expect(await codes(begin(story, [], { add: ['vip'] }))).toEqual([['SELECTION_EMPTY', 'selection']]);
    expect(await story.read('select 1 from job')).toEqual([]);
    expect(await story.read('select 1 from job_report')).toEqual([]);
  });
});
