import { describe, expect, it } from 'vitest';
import { importMessage, importProblemMessages, importRefusalMessages } from './import.messages.ts';

describe('messages of the import', () => {
  it('speak of the same parameters in every language', () => {
    const names = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).sort();
    for (const [code, message] of Object.entries({ ...importRefusalMessages, ...importProblemMessages })) {
      expect([code, names(message.en)]).toEqual([code, names(message['zh-CN'])]);
      expect(message['zh-CN']).toMatch(/\p{Script=Han}/u);
    }
  });

  it('show parameters, and fields by their names', () => {
    expect(importMessage('TOO_MANY_ROWS', { limit: 5 }, 'en')).toBe(
      'The file has more than 5 rows. Please split it.',
    );
    expect(importMessage('FIELDS_MISSING', { fields: 'phone/email, amount' }, 'zh-CN')).toContain(
      '手机号/邮箱, 实付金额',
    );
  });
});
