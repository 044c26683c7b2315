import { expect, it } from 'vitest';
import { addressOf } from './address.ts';

it.each([
  [{ HOST: '127.0.0.1' }, 'http://127.0.0.1:4000'],
  [{ HOST: '0.0.0.0' }, 'http://localhost:4000'],
  [{ HOST: '::' }, 'http://localhost:4000'],
  [{ HOST: '::1' }, 'http://[::1]:4000'],
  [{ HOST: '0.0.0.0', PUBLIC_URL: 'https://kolony.example.com/' }, 'https://kolony.example.com'],
  [{ HOST: '0.0.0.0', PUBLIC_URL: 'https://example.com/kolony' }, 'https://example.com/kolony'],
])('%j is reached at %s', (settings, address) => {
  expect(addressOf({ PUBLIC_URL: undefined, ...settings }, 4000)).toBe(address);
});
