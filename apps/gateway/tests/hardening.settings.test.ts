import { describe, expect, it } from 'vitest';
import { readEnv, settingNames } from '../src/env.ts';

const refusal = (env: Record<string, string>): string => {
  try {
    readEnv(env);
    return '';
  } catch (error) {
    return String(error);
  }
};

/** What each setting can't be; nothing is wrong with the others. */
const wrong: Record<string, string[]> = {
  NODE_ENV: ['staging'],
  PORT: ['abc', '99999', '-1', '1.5'],
  DATABASE_URL: ['mysql://x', 'localhost', 'postgres://a:b@[bad/x'],
  KOLONY_PROCESSES: ['0', 'all', '1.5', '65', '9'],
  DATABASE_REPLICA_URLS: ['replica', 'postgres://a/b,', 'mysql://x'],
  DATABASE_POOL_SIZE: ['1', 'many', '1000', '33'],
  KOLONY_EMBEDDED_DATABASE: ['yes'],
  KOLONY_DEMO: ['true'],
  KOLONY_SECRET: ['short'],
  KOLONY_SECRET_PREVIOUS: ['short'],
  PUBLIC_URL: ['ftp://x', 'kolony'],
  TRUSTED_PROXIES: ['garbage', '10.0.0.0/33', '10.0.0.1,', '300.1.1.1', '::1/129', '10.0.0.0/8/8'],
  KOLONY_TRUSTED_DOCUMENTS: ['true'],
  KOLONY_INTROSPECTION: ['yes'],
  CORS_ORIGINS: ['app.example.com', 'https://app.example.com/', '*'],
  COST_MAXIMUM: ['0', 'many', '1.5', '100001'],
  COST_BUCKET: ['0', '2000000000'],
  COST_RESTORE_RATE: ['0', '-1', 'fast'],
  REQUEST_TIMEOUT: ['0', '601', 'long'],
  KOLONY_WORKER: ['1'],
  SMTP_URL: ['http://x', 'smtp://'],
  MAIL_FROM: ['x', 'a@b\r\nBcc: c@d'],
  SMS_URL: ['sms.example.com', 'ftp://sms.example.com'],
  SMS_TOKEN: ['short', 'with a space in it', 'x\r\ny: zzzzzzzz'],
  WECHAT_API_URL: ['api.weixin.qq.com', 'ftp://x'],
  LOG_LEVEL: ['loud'],
};

describe('a wrong setting', () => {
  it.each(Object.entries(wrong).flatMap(([name, values]) => values.map((value) => [name, value])))(
    '%s=%j is refused by its name, and a secret one is not repeated',
    (name = '', value = '') => {
      expect(refusal({ [name]: value })).toMatch(new RegExp(`^SettingsError: ${name} must (be|have)`));
      if (/SECRET|TOKEN|URL/.test(name)) expect(refusal({ [name]: value })).not.toContain(`'${value}'`);
    },
  );

  it('is known for every setting that has a form', () => {
    const free = ['HOST', 'KOLONY_DATA_DIR'];
    expect([...Object.keys(wrong), ...free].sort()).toEqual([...settingNames].sort());
  });

  it('is none of those that are usual', () => {
    for (const TRUSTED_PROXIES of ['127.0.0.1', '10.0.0.0/8, 192.168.0.0/16', '::1, fd00::/8', 'loopback']) {
      expect(refusal({ TRUSTED_PROXIES })).toBe('');
    }
    expect(refusal({ SMTP_URL: 'smtp://user:pass@mail.example.com:587', MAIL_FROM: 'a@example.com' })).toBe(
      '',
    );
  });

  it('of connections is shared by processes on the embedded database', () => {
    const sizes = ['1', '2', '3', '4', '8'].map((KOLONY_PROCESSES) => readEnv({ KOLONY_PROCESSES }));
    expect(sizes.map((env) => env.DATABASE_POOL_SIZE)).toEqual([16, 14, 8, 6, 2]);
    expect(refusal({ KOLONY_PROCESSES: '4', DATABASE_POOL_SIZE: '7' })).toContain(
      'DATABASE_POOL_SIZE must be at most 6 with the embedded database and 4 processes',
    );
    const outside = { DATABASE_URL: 'postgres://kolony@db/kolony', KOLONY_PROCESSES: '16' };
    expect(readEnv(outside).DATABASE_POOL_SIZE).toBe(16);
  });

  it('of text messages is none without its other half', () => {
    const [SMS_URL, SMS_TOKEN] = ['https://sms.example.com/messages', 'a-token-of-the-gateway'];
    expect(refusal({ SMS_URL })).toContain('SMS_TOKEN must be set beside SMS_URL');
    expect(refusal({ SMS_TOKEN })).toContain('SMS_URL must be set beside SMS_TOKEN');
    expect(refusal({ SMS_URL, SMS_TOKEN })).toBe('');
  });

  it('of blanks counts as not set', () => {
    expect(readEnv({ PORT: ' ' }).PORT).toBe(4000);
  });
});

describe('production', () => {
  const fit = {
    NODE_ENV: 'production',
    KOLONY_SECRET: 'a secret of more than thirty-two characters',
    DATABASE_URL: 'postgres://kolony@db/kolony',
    PUBLIC_URL: 'https://kolony.example.com',
  };

  it('starts with these', () => {
    expect(readEnv({ ...fit, DATABASE_POOL_SIZE: '100' })).toMatchObject({ KOLONY_DEMO: false });
  });

  it.each(['KOLONY_SECRET', 'DATABASE_URL', 'PUBLIC_URL'] as const)('is refused without %s', (name) => {
    expect(refusal({ ...fit, [name]: '' })).toContain(`${name} must`);
  });

  it('is refused with demo data', () => {
    expect(refusal({ ...fit, KOLONY_DEMO: 'on' })).toContain('KOLONY_DEMO must be off');
  });
});
