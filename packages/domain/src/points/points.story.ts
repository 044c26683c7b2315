import { makeBrand, makeOperator, openStory } from '../../tests/story.ts';
import type { Transaction } from '../foundation/database.ts';
import type { Outcome } from '../foundation/errors.ts';
import { brandScope } from '../foundation/scope.ts';
import { createMember } from '../member/member.service.ts';
import { verifyLedger } from './points.verify.ts';

/** A brand with members, for tests of points. */
export async function pointsStory() {
  const { database, admin, url } = await openStory();
  const brand = await makeBrand(database);
  const act = <T>(work: (tx: Transaction) => Promise<Outcome<T>>, scope = brand.scope) =>
    database.write(scope, work);
  const done = async <T>(work: (tx: Transaction) => Promise<Outcome<T>>, scope = brand.scope) => {
    const outcome = await act(work, scope);
    if (!outcome.ok) throw new Error(JSON.stringify(outcome.errors));
    return outcome.value;
  };
  const codes = async (work: (tx: Transaction) => Promise<Outcome<unknown>>, scope = brand.scope) => {
    const outcome = await act(work, scope);
    return outcome.ok ? [] : outcome.errors.map(({ code }) => code);
  };
  const programme = async (set: string) => {
    await admin.query(`update points_programme set ${set} where brand_id = $1`, [brand.id]);
  };
  const member = (displayName = 'Lin') => done((tx) => createMember(tx, { displayName }));
  const wallet = async (memberId: string) => {
    const { rows } = await admin.query('select available, pending from points_wallet where member_id = $1', [
      memberId,
    ]);
    return rows.length > 0 ? [Number(rows[0].available), Number(rows[0].pending)] : [0, 0];
  };
  const entries = async (memberId: string) => {
    const { rows } = await admin.query(
      'select kind, points from points_entry where member_id = $1 order by at, id',
      [memberId],
    );
    return rows.map(({ kind, points }) => `${kind} ${points}`);
  };
  /** Lets time pass for all points: what lay ahead lies so many days nearer. */
  const pass = async (days: number) => {
    const by = `make_interval(days => ${days})`;
    await admin.query(
      `update points_lot set available_at = available_at - ${by}, expires_at = expires_at - ${by}`,
    );
  };
  const faults = async () => (await database.read(brand.scope, verifyLedger)).faults;
  const operator = async (role = 'owner') => {
    const id = await makeOperator(database, brand.id, role);
    return brandScope(brand.id, { actor: { kind: 'operator', id } });
  };
  return {
    database,
    admin,
    url,
    brand,
    act,
    done,
    codes,
    programme,
    member,
    wallet,
    entries,
    pass,
    faults,
    operator,
  };
}
