import { expect, it } from 'vitest';
import { createFormat } from '../../shared/format/format.ts';
import { byDay } from './by-day.ts';

const at = (createdAt: string) => ({ createdAt });
const words = { today: '今天', yesterday: '昨天' };

it('puts what happened on one day of the brand’s zone together, in the order in which it came', () => {
  const { date } = createFormat('zh-CN', 'Asia/Shanghai');
  // 01:00 in Shanghai, when it still is the day before in Greenwich.
  const now = Date.parse('2026-03-09T17:00:00Z');
  const items = [
    '2026-03-09T16:30:00Z',
    '2026-03-09T15:59:00Z',
    '2026-03-08T16:00:00Z',
    '2026-03-08T15:00:00Z',
  ];
  expect(byDay(items.map(at), date, words, now)).toEqual([
    { day: '今天', items: [at('2026-03-09T16:30:00Z')] },
    { day: '昨天', items: [at('2026-03-09T15:59:00Z'), at('2026-03-08T16:00:00Z')] },
    { day: '2026-03-08', items: [at('2026-03-08T15:00:00Z')] },
  ]);
  expect(byDay([], date, words, now)).toEqual([]);
});
