import { expect, it } from 'vitest';
import { targetOf } from './target-path.ts';

it('leads to the page of each noun, and nowhere for others', () => {
  const id = (noun: string) => `${noun}_01h455vb4pex5vsknk084sn02q`;
  expect(targetOf(id('import'))).toEqual({ page: `/imports/${id('import')}` });
  expect(targetOf(id('job'))).toEqual({ page: `/jobs?open=${id('job')}` });
  expect(targetOf(id('seat'))).toEqual({ page: '/operators' });
  expect(targetOf(id('operator'))).toEqual({ page: '/security' });
  expect(targetOf(id('brand'))).toEqual({ address: `/${id('brand')}/` });
  for (const other of [id('deal'), 'x', '', null, undefined]) expect(targetOf(other)).toBeUndefined();
});
