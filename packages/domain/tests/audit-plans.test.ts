import { expect, test } from 'vitest';
import { makeBrand, openStory, write } from './story.ts';

test('what a brand sees of the log is counted, and a rare act found, by indexes alone', async () => {
  const { database, admin } = await openStory();
  const { scope } = await makeBrand(database);
  await write(database, scope, async (tx) => {
    for (let i = 0; i < 3000; i++) {
      tx.audit({ action: i % 1000 === 7 ? 'key.rotate' : 'tag.create', subjectType: 'Tag', changes: [] });
    }
  });
  await admin.query('vacuum analyze audit_event');
  const planOf = (sql: string, values: unknown[] = []) =>
    database.read(scope, async ({ query }) => {
      // So few rows would be read whole.
      await query('set local enable_seqscan = off');
      await query('set local enable_bitmapscan = off');
      const rows = await query(`explain (analyze, costs off, timing off) ${sql}`, values);
      return rows.flatMap((row) => Object.values(row)).join('\n');
    });
  const counted = await planOf('select count(*) from audit_event where brand_id = kolony.current_brand()');
  expect(counted).toContain('Index Only Scan');
  const rare = 'select id from audit_event where brand_id = kolony.current_brand() and action = any ($1)';
  const found = await planOf(`${rare} order by at desc, id desc limit 50`, [['key.rotate']]);
  expect(found).toContain('audit_event_action');
  expect(found).not.toContain('Filter');
});
