import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { DomainError } from './errors.ts';
import { type Leave, Turns } from './turns.ts';

const began = (turn: Leave | Promise<Leave>): turn is Leave => !(turn instanceof Promise);
const settle = () => new Promise((resolve) => setImmediate(resolve));

describe('turns', () => {
  test('a caller alone has half of them; what is beyond waits its turn', async () => {
    const turns = new Turns({ atOnce: 6, mostWaiting: 10 });
    const taken = Array.from({ length: 5 }, () => turns.enter('a'));
    expect(taken.map(began)).toEqual([true, true, true, false, false]);
    const [first] = taken;
    if (first && began(first)) first();
    expect(await taken[3]).toBeTypeOf('function');
  });

  test('whoever comes finds one, whatever those before took', () => {
    const turns = new Turns({ atOnce: 14, mostWaiting: 100 });
    for (const hostile of ['a', 'b', 'c']) for (let at = 0; at < 50; at++) turns.enter(hostile);
    expect(began(turns.enter('neighbour'))).toBe(true);
  });

  test('whoever has the fewest goes on first', async () => {
    const turns = new Turns({ atOnce: 2, mostWaiting: 10 });
    const order: string[] = [];
    const one = turns.enter('a');
    const other = turns.enter('b');
    for (const key of ['a', 'a', 'b', 'c'])
      void Promise.resolve(turns.enter(key)).then(() => order.push(key));
    if (began(one)) one();
    await settle();
    expect(order).toEqual(['a']);
    if (began(other)) other();
    await settle();
    expect(order).toEqual(['a', 'b']);
  });

  test('who came later has their turn too while others go on asking', async () => {
    const turns = new Turns({ atOnce: 1, mostWaiting: 10 });
    let leave: Leave | undefined = await turns.enter('greedy');
    const other = Promise.resolve(turns.enter('other')).then(() => 'other');
    for (let at = 0; at < 5; at++) {
      const next = turns.enter('greedy');
      leave?.();
      leave = await Promise.race([next, other.then(() => undefined)]);
    }
    expect(leave).toBeUndefined();
  });

  test('too many that wait are refused, and one who gives up makes room', async () => {
    const turns = new Turns({ atOnce: 2, mostWaiting: 1 });
    turns.enter('a');
    const gone = new AbortController();
    const waiting = turns.enter('a', gone.signal);
    expect(() => turns.enter('a')).toThrow(DomainError);
    gone.abort(new Error('gone'));
    await expect(waiting).rejects.toThrow('gone');
    expect(began(turns.enter('a'))).toBe(false);
  });

  test('never more at once than there are, and nobody waits for ever', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 8 }),
        fc.array(fc.constantFrom('a', 'b', 'c', 'd'), { maxLength: 60 }),
        async (atOnce, keys) => {
          const turns = new Turns({ atOnce, mostWaiting: 100 });
          let running = 0;
          let most = 0;
          await Promise.all(
            keys.map(async (key) => {
              const leave = await turns.enter(key);
              running += 1;
              most = Math.max(most, running);
              await settle();
              running -= 1;
              leave();
            }),
          );
          expect(most).toBeLessThanOrEqual(atOnce);
        },
      ),
    );
  });
});
