import { expect, it } from 'vitest';
import { brandOfPath, pageOfPath, pathInBrand } from './brand-path.ts';

const one = 'brand_01h455vb4pex5vsknk084sn02q';
const other = 'brand_01h455vb4pex5vsknk084sn02r';

it('reads the brand from the beginning of an address only', () => {
  expect(brandOfPath(`/${one}/members`)).toBe(one);
  expect(brandOfPath(`/${one}`)).toBe(one);
  expect(brandOfPath(`/members/${one}`)).toBeUndefined();
  expect(brandOfPath(`/${one}x/members`)).toBeUndefined();
  expect(brandOfPath('/sign-in')).toBeUndefined();
});

it('goes to the same list of another brand, never to a record that is not there', () => {
  expect(pathInBrand(`/${one}/members/member_1`, other)).toBe(`/${other}/members`);
  expect(pathInBrand('/members', other)).toBe(`/${other}/members`);
  expect(pathInBrand(`/${one}`, other)).toBe(`/${other}/`);
});

it('reads the page behind the brand', () => {
  expect(pageOfPath(`/${one}/members/member_1`)).toBe('/members/member_1');
  expect(pageOfPath(`/${one}`)).toBe('/');
  expect(pageOfPath('/orders')).toBe('/orders');
});
