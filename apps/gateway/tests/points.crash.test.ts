import { encodeId, newId } from '@kolony/domain/foundation/ids';
import { createMember } from '@kolony/domain/member/member.service';
import { verifyLedger } from '@kolony/domain/points/points.verify';
import { testDatabase } from '@kolony/testkit/database';
import { beforeAll, expect, it, onTestFinished } from 'vitest';
import { buildGateway, startBuilt } from './built-gateway.ts';
import { startGateway } from './harness.ts';

beforeAll(buildGateway, 120_000);

const secret = 'a secret of more than thirty-two characters';
const rounds = 20;
const lanes = 8;
const wealth = 1_000_000;

/** One act that a client wants done once, and the answer that it has got. */
interface Act {
  key: string;
  mutation: 'pointsEarn' | 'pointsRedeem';
  member: number;
  points: number;
  answer?: string;
}

it('20 times kill -9 under load: nothing that was acknowledged is lost, and nothing is done twice', {
  timeout: 300_000,
}, async () => {
  const testing = await testDatabase();
  const inside = await startGateway({}, { on: testing });
  onTestFinished(async () => {
    await inside.close();
    await testing.drop();
  });
  const brand = await inside.brand();
  const scope = inside.scope(brand);
  const { token } = await inside.operator(brand, 'owner');
  const members: string[] = [];
  for (let n = 0; n < 3; n++) {
    const made = await inside.database.write(scope, async (tx) => {
      await tx.query('update points_programme set pending_days = 0, approval_above = null');
      return createMember(tx, { displayName: `Member ${n}` });
    });
    if (made.ok) members.push(encodeId('Member', made.value));
  }
  const todo: Act[] = members.map((_, member) => ({
    key: newId(),
    mutation: 'pointsEarn',
    member,
    points: wealth,
  }));
  const acts = [...todo];
  const next = (): Act => {
    const known = todo.shift();
    if (known) return known;
    const mutation = acts.length % 3 === 0 ? ('pointsEarn' as const) : ('pointsRedeem' as const);
    const act: Act = {
      key: newId(),
      mutation,
      member: acts.length % members.length,
      points: 1 + (acts.length % 9),
    };
    acts.push(act);
    return act;
  };
  const send = async (url: string, act: Act): Promise<boolean> => {
    const type = act.mutation === 'pointsEarn' ? 'PointsEarnInput' : 'PointsRedeemInput';
    const query = `mutation ($input: ${type}!, $key: String!) {
      done: ${act.mutation}(input: $input) @idempotent(key: $key) { entry { id } userErrors { code } } }`;
    const input = { memberId: members[act.member], points: act.points };
    try {
      const response = await fetch(`${url}/graphql`, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          authorization: `Bearer ${token}`,
          'kolony-brand': brand.id,
        },
        body: JSON.stringify({ query, variables: { input, key: act.key } }),
      });
      const { data, errors } = (await response.json()) as {
        data?: { done: { entry: { id: string } | null; userErrors: unknown[] } };
        errors?: unknown[];
      };
      if (!data?.done?.entry) throw new Error(JSON.stringify(errors ?? data));
      act.answer = data.done.entry.id;
      return true;
    } catch (error) {
      // Whether it was done isn't known: it will be asked for again, with its key.
      todo.push(act);
      if (!(error instanceof TypeError)) throw error;
      return false;
    }
  };
  const env = {
    DATABASE_URL: testing.url,
    KOLONY_SECRET: secret,
    LOG_LEVEL: 'warn',
    COST_BUCKET: '1000000000',
    COST_RESTORE_RATE: '1000000000',
  };
  for (let round = 1; round <= rounds + 1; round++) {
    const gateway = await startBuilt(env);
    await gateway.prints('is ready');
    const url = /is ready: (\S+)/.exec(gateway.output())?.[1] ?? '';
    if (round === 1) for (const act of todo.splice(0)) await send(url, act);
    const isLast = round > rounds;
    const work = async () => {
      while (isLast ? todo.length > 0 : true) if (!(await send(url, next()))) return;
    };
    const working = Promise.all(Array.from({ length: lanes }, work));
    if (!isLast) {
      const before = acts.length;
      const pass = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));
      await pass(30 + 23 * round);
      // However slow it is: something new has to be under way.
      while (acts.length <= before + lanes) await pass(5);
      gateway.child.kill('SIGKILL');
    }
    await working;
    await gateway.end();
  }
  expect(acts.length).toBeGreaterThan(rounds * lanes);
  const answers = acts.map(({ answer }) => answer);
  expect(answers.every(Boolean)).toBe(true);
  expect(new Set(answers).size).toBe(acts.length);
  const { rows, verdict } = await inside.database.read(scope, async (tx) => ({
    rows: await tx.query<{ n: number }>('select count(*)::int as n from points_entry'),
    verdict: await verifyLedger(tx),
  }));
  expect(rows[0]?.n).toBe(acts.length);
  expect(verdict.faults).toEqual([]);
  for (const [n, id] of members.entries()) {
    const expected = acts
      .filter(({ member }) => member === n)
      .reduce((sum, { mutation, points }) => sum + (mutation === 'pointsEarn' ? points : -points), 0);
    const { data } = await inside.graphql(
      'query ($id: ID!) { member(id: $id) { points { available } } }',
      { id },
      { token, brand: brand.id },
    );
    expect(data.member.points.available).toBe(expected);
  }
});
