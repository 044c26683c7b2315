import { expect, test } from 'vitest';
import { atMost } from './at-most.ts';

test('so many calls run at once and no more; those that wait come in their order, also after one that fails', async () => {
  const begun: number[] = [];
  const ends = new Map<number, (error?: Error) => void>();
  const run = atMost(2, (call: number) => {
    begun.push(call);
    return new Promise<number>((resolve, reject) => {
      ends.set(call, (error) => (error ? reject(error) : resolve(call)));
    });
  });
  const calls = [1, 2, 3, 4].map((call) => run(call));
  await Promise.resolve();
  expect(begun).toEqual([1, 2]);
  ends.get(2)?.(new Error('broken'));
  await expect(calls[1]).rejects.toThrow('broken');
  expect(begun).toEqual([1, 2, 3]);
  ends.get(3)?.();
  await calls[2];
  expect(begun).toEqual([1, 2, 3, 4]);
  ends.get(1)?.();
  ends.get(4)?.();
  expect(await Promise.all([calls[0], calls[2], calls[3]])).toEqual([1, 3, 4]);
});
