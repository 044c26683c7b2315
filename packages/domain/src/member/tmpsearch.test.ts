import { test } from 'vitest';
import { Database } from '../foundation/database.ts';
import { loadKeyring } from '../foundation/keyring.ts';
import { brandScope } from '../foundation/scope.ts';
import { secret } from '../../tests/story.ts';
import { memberSearch } from './member.search.ts';
import { readFileSync } from 'node:fs';

test('search', { timeout: 600_000 }, async () => {
  const database = await Database.open({ url: 'postgres://kolony@%2Ftmp%2Fmopg:5432/mo_search' });
  const keyring = await loadKeyring(database, secret); database.useKeyring(keyring);
  const brand = readFileSync('/tmp/mo-seed.log', 'utf8').match(/done \S+ (\S+)/)![1]!;
  const scope = brandScope(brand);
  const terms = ['王', '李雷', '王伟', '琪', '王伟华', 'stark', 'Brion', 'b', 'brion st', 'tho', '用户12', '用户123456', '13800500000', 'C777777', 'SO123456', 'nobody here', '汤茜'];
  const orders: [string, string, string][] = [['joined_at', 'desc', ''], ['joined_at', 'asc', ''], ['spent_minor', 'desc', ''], ['spent_minor', 'asc', ''], ['order_count', 'desc', ''], ["coalesce(last_order_at, '-infinity')", 'desc', ''], ["coalesce(last_order_at, '-infinity')", 'asc', '']];
  await database.read(scope, async ({ query }) => {
    await query(`set local statement_timeout = '20s'`);
    for (const [o, d] of orders) {
      const sql = (cur: string) => `select m.id, (${o.replace('last', 'm.last')})::text as c from member m where m.merged_into is null ${cur} order by ${o} ${d}, m.id ${d} limit 51`;
      let t = performance.now(); const first = await query<any>(sql('')); const a = performance.now() - t;
      const last = first.at(-1)!; const type = o.includes('at') ? 'timestamptz' : 'bigint';
      t = performance.now(); await query(sql(`and (${o}, m.id) ${d === 'desc' ? '<' : '>'} ($1::${type}, $2::uuid)`), [last.c, last.id]); const b = performance.now() - t;
      const plan = (await query<any>('explain ' + sql(`and (${o}, m.id) ${d === 'desc' ? '<' : '>'} ($1::${type}, $2::uuid)`), [last.c, last.id])).map((r) => r['QUERY PLAN']).join('\n');
      console.log(o, d, a.toFixed(1), 'ms; next page', b.toFixed(1), 'ms', /Index Scan[^\n]*/.exec(plan)?.[0]?.replace(/\(cost.*/, ''), /Index Cond[^\n]*/.exec(plan)?.[0]?.slice(0, 200));
    }
    for (const term of terms) {
      const s = memberSearch(keyring, brand, term)!;
      const v = [s.grams.map(String), s.lookups.map((l) => '\\x' + l.toString('hex')), s.exact];
      const src = `kolony.searched_members($1::bigint[], $2::bytea[], $3::text)`;
      const out: string[] = [];
      for (const [o, d] of [orders[0]!, orders[2]!, orders[1]!]) {
        const sql = `select m.id from ${src} m where m.merged_into is null order by m.${o} ${d}, m.id ${d} limit 51`;
        await query(sql, v);
        const t = performance.now(); const r = await query(sql, v); out.push(`${o} ${d} ${(performance.now() - t).toFixed(1)}ms(${r.length})`);
        if (process.env.PLAN === term) console.log((await query<any>('explain (analyze, buffers off) ' + sql, v)).map((r) => r['QUERY PLAN']).join('\n'));
      }
      const t = performance.now(); const [c] = await query<any>(`select count(*) n from ${src} m`, v);
      console.log(JSON.stringify(term), out.join(' | '), 'count', c.n, (performance.now() - t).toFixed(1) + 'ms');
    }
  });
  await database.close();
});
