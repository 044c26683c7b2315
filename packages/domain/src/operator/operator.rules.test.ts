import fc from 'fast-check';
import { generateSync } from 'otplib';
import { describe, expect, test } from 'vitest';
import { checkEmail, maskEmail, normaliseEmail } from './operator.rules.ts';
import { addressKey } from './throttle.rules.ts';
import { hashToken, newToken } from './token.ts';
import { newRecoveryCodes, newTotpSecret, normaliseCode, otpauthUrl, totpStep } from './totp.rules.ts';

describe('e-mail', () => {
  test.each(['a@b.cn', ' Lin.Xiao+shop@Example.COM ', '林晓@例子.中国', "o'keefe@example.com"])(
    '%s is an address',
    (text) => {
      const { email, errors } = checkEmail('email', text);
      expect(errors).toEqual([]);
      expect(email).toBe(normaliseEmail(email));
    },
  );

  test.each([
    '',
    'a',
    'a@b',
    '@b.cn',
    'a b@c.cn',
    'a@b..cn',
    'a@b.cn, c@d.cn',
    'a@b.cn\0',
    'a@b.cn\r\nBcc: x@y.cn',
    `${'a'.repeat(65)}@b.cn`,
  ])('%j is none', (text) => {
    expect(checkEmail('email', text).errors.map(({ code }) => code)).toEqual(['EMAIL_INVALID']);
  });

  test('is kept in the audit log without its name', () => {
    expect(maskEmail('lin.xiao@example.com')).toBe('l***@example.com');
  });
});

describe('a time-based code', () => {
  const secret = newTotpSecret();
  const at = new Date('2026-11-21T08:00:10Z');
  const codeAt = (seconds: number) => generateSync({ secret, epoch: at.getTime() / 1000 + seconds });

  test('fits its own step and one to each side, no further', () => {
    const step = totpStep(secret, codeAt(0), at, null) ?? 0;
    expect(totpStep(secret, codeAt(-30), at, null)).toBe(step - 1);
    expect(totpStep(secret, codeAt(30), at, null)).toBe(step + 1);
    expect(totpStep(secret, codeAt(-60), at, null)).toBeUndefined();
    expect(totpStep(secret, codeAt(60), at, null)).toBeUndefined();
  });

  test('is refused at or before the step that was used last', () => {
    const step = totpStep(secret, codeAt(0), at, null) ?? 0;
    expect(totpStep(secret, codeAt(0), at, step)).toBeUndefined();
    expect(totpStep(secret, codeAt(-30), at, step)).toBeUndefined();
    expect(totpStep(secret, codeAt(30), at, step)).toBe(step + 1);
  });

  test('nothing else fits', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        fc.pre(!/^\d{6}$/.test(text));
        expect(totpStep(secret, text, at, null)).toBeUndefined();
      }),
    );
  });

  test('the secret is handed over in the form of authenticator apps', () => {
    expect(otpauthUrl(secret, 'lin@example.com')).toBe(
      `otpauth://totp/Kolony:lin%40example.com?secret=${secret}&issuer=Kolony`,
    );
  });
});

test('recovery codes are all different and survive being typed badly', () => {
  const codes = newRecoveryCodes();
  expect(new Set(codes).size).toBe(10);
  for (const code of codes) {
    expect(code).toMatch(/^[2-9a-hjkmnp-z]{4}(-[2-9a-hjkmnp-z]{4}){3}$/);
    expect(normaliseCode(` ${code.toUpperCase().replaceAll('-', ' ')} `)).toBe(code.replaceAll('-', ''));
  }
});

test('a token has 256 bits, and its hash 32 bytes', () => {
  expect(newToken()).toMatch(/^[\w-]{43}$/);
  expect(hashToken(newToken())).toHaveLength(32);
});

describe('the address that is counted', () => {
  test.each([
    ['203.0.113.7', '203.0.113.7'],
    ['::ffff:203.0.113.7', '203.0.113.7'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['2001:DB8:1:2::9', '2001:db8:1:2::/64'],
    ['2001:db8::1', '2001:db8:0:0::/64'],
    ['::1', '0:0:0:0::/64'],
    ['fe80::1%eth0', 'fe80:0:0:0::/64'],
  ])('%s counts as %s', (ip, key) => {
    expect(addressKey(ip)).toBe(key);
  });

  test('of an IPv6 network, all addresses are one', () => {
    const group = fc.integer({ min: 0, max: 0xffff }).map((n) => n.toString(16));
    fc.assert(
      fc.property(
        fc.array(group, { minLength: 8, maxLength: 8 }),
        fc.array(group, { minLength: 4, maxLength: 4 }),
        (a, b) => {
          expect(addressKey([...a.slice(0, 4), ...b].join(':'))).toBe(addressKey(a.join(':')));
        },
      ),
    );
  });
});
