import { expect, it } from 'vitest';
import { memberFilter, memberOrder } from './members-query.ts';

const filter = (search: string) => {
  const params = new URLSearchParams(search);
  return memberFilter((id) => params.get(id), 'Asia/Shanghai');
};

it('asks for days as they are in the zone of the brand', () => {
  expect(filter('joined=2024-03-01..2024-03-31')).toEqual({
    joinedAt: { from: '2024-02-29T16:00:00.000Z', to: '2024-03-31T15:59:59.999Z' },
  });
});

it('sends amounts as decimals and counts as numbers', () => {
  expect(filter('spent=100..&orders=..3')).toEqual({
    spent: { min: '100.00', max: null },
    orderCount: { min: null, max: 3 },
  });
});

it('reads several places however they are divided', () => {
  expect(filter('city=杭州，上海、北京 深圳')?.city).toEqual(['杭州', '上海', '北京', '深圳']);
});

it('asks for scores, groups and stages by their codes', () => {
  expect(filter('recency=5&frequency=1,2&group=LOST,NOBODY&stage=DORMANT')).toEqual({
    rfm: { recency: [5], frequency: [1, 2], groups: ['LOST'] },
    lifecycleStage: ['DORMANT'],
  });
  expect(filter('monetary=6&stage=OLD')).toBeNull();
});

it('asks for nothing that the server does not know', () => {
  expect(filter('gender=FEMALE,ROBOT&consent=NONE&q=x')).toEqual({ gender: ['FEMALE'] });
  expect(filter('')).toBeNull();
  expect(memberOrder('DROP_TABLE')).toEqual(['JOINED_AT_DESC']);
});
