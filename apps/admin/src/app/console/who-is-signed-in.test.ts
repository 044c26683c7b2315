import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { whoIsSignedIn } from './who-is-signed-in.ts';

const wanted = 'brand_01h455vb4pex5vsknk084sn02q';
const own = 'brand_01h455vb4pex5vsknk084sn02r';

/** A gateway that refuses the brand of the address with a code, and knows another; as the browser would reach it. */
function refuseWanted(code: string) {
  const asked: (string | null)[] = [];
  vi.stubGlobal('fetch', async (_url: string, { headers }: RequestInit) => {
    const brand = new Headers(headers).get('kolony-brand');
    asked.push(brand);
    return Response.json(
      brand === wanted
        ? { errors: [{ message: 'refused', extensions: { code } }] }
        : { data: { viewer: { brand: { id: own } } } },
    );
  });
  return asked;
}

const left = vi.fn<(address: string) => void>();

beforeEach(() => {
  vi.stubGlobal('location', { pathname: `/${wanted}/members`, search: '', replace: left });
  vi.stubGlobal('localStorage', { getItem: () => null });
});
afterEach(() => {
  left.mockClear();
  vi.unstubAllGlobals();
});

it('enters the first brand of an operator who has no seat in the one that is wanted', async () => {
  const asked = refuseWanted('NOT_FOUND');
  expect(await whoIsSignedIn()).toMatchObject({ viewer: { brand: { id: own } } });
  expect(asked).toEqual([wanted, null]);
});

it.each(['BUSY', 'RATE_LIMITED', 'TIMED_OUT', 'INTERNAL'])(
  'leads nobody into another brand because of %s',
  async (code) => {
    const asked = refuseWanted(code);
    await expect(whoIsSignedIn()).rejects.toMatchObject({ code });
    expect(asked).toEqual([wanted]);
    expect(left).not.toHaveBeenCalled();
  },
);

it('leaves for the sign-in, to come back to the brand that was wanted', async () => {
  refuseWanted('UNAUTHENTICATED');
  await expect(whoIsSignedIn()).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
  expect(left).toHaveBeenCalledWith(`/sign-in?next=${encodeURIComponent(`/${wanted}/members`)}`);
});
