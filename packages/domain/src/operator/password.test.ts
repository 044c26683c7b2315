import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { hashPassword, verifyPassword } from './password.hash.ts';
import { isRepetitive, normalisePassword, passwordProblem } from './password.rules.ts';
import { weakness } from './password.strength.ts';

const me = ['lin.xiao@example.com', 'Lin Xiao', '晨露茶饮'];

describe('a password that someone wants', () => {
  test.each([
    ['short', 'PASSWORD_TOO_SHORT'],
    ['短密码一二三四五六', 'PASSWORD_TOO_SHORT'],
    ['x'.repeat(201), 'PASSWORD_TOO_LONG'],
    ['aaaaaaaaaaaa', 'PASSWORD_REPETITIVE'],
    ['abababababab', 'PASSWORD_REPETITIVE'],
    ['abcdefghijkl', 'PASSWORD_REPETITIVE'],
    ['9876543210', 'PASSWORD_REPETITIVE'],
    ['Ab1!xAb1!xAb1!x', 'PASSWORD_REPETITIVE'],
    ['lin.xiao@example.com', 'PASSWORD_PERSONAL'],
    ['linxiao2026!', 'PASSWORD_PERSONAL'],
    ['晨露茶饮2026!ab', 'PASSWORD_PERSONAL'],
    ['password12', 'PASSWORD_TOO_COMMON'],
    ['P@ssw0rd2024', 'PASSWORD_TOO_COMMON'],
    ['qwertyuiop', 'PASSWORD_TOO_COMMON'],
    ['iloveyou123', 'PASSWORD_TOO_COMMON'],
    ['1qaz2wsx3edc', 'PASSWORD_TOO_COMMON'],
    ['woaini1314520', 'PASSWORD_TOO_COMMON'],
    ['Zhang19900101', 'PASSWORD_TOO_COMMON'],
    ['Admin@123456', 'PASSWORD_TOO_COMMON'],
  ])('%s is %s', async (password, code) => {
    expect(await weakness(password, me)).toBe(code);
  });

  test.each([
    'violet-Harbour-39-kiwi',
    'j8Kx29fhqP',
    '山高月小水落石出问明',
    'Kolony-demo-2026',
    'correct horse battery staple',
  ])('%s is taken', async (password) => {
    expect(await weakness(password, me)).toBeUndefined();
  });

  test('a known word is no harm in a password that is one without it', async () => {
    expect(passwordProblem('linxiao violet-Harbour-39-kiwi', me)).toBeUndefined();
  });

  test('repeating any short piece is refused, whatever the piece', () => {
    fc.assert(
      fc.property(
        fc.string({ minLength: 1, maxLength: 8 }),
        fc.integer({ min: 3, max: 20 }),
        (piece, times) => {
          fc.pre([...piece].length <= 8);
          expect(isRepetitive([...piece.repeat(times)])).toBe(true);
        },
      ),
    );
  });
});

describe('the hash', () => {
  test('fits its password in every Unicode form, and no other', async () => {
    const hash = await hashPassword('Ünïcødé–パスワード');
    expect(hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect(await verifyPassword(hash, 'Ünïcødé–パスワード'.normalize('NFD'))).toBe(true);
    expect(await verifyPassword(hash, 'Ünïcødé–ﾊﾟｽﾜｰﾄﾞ')).toBe(true);
    expect(await verifyPassword(hash, 'Unicode-パスワード')).toBe(false);
  });

  test('without a hash nothing fits, and what was tried is hashed all the same', async () => {
    expect(await verifyPassword(undefined, 'anything at all')).toBe(false);
  });

  test('normalising twice is normalising once', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(normalisePassword(normalisePassword(text))).toBe(normalisePassword(text));
      }),
    );
  });
});
