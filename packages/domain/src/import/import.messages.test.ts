import { describe, expect, it } from 'vitest';
import { messages } from '../foundation/error-messages.ts';
import { importRefusalCodes } from './import.codes.ts';
import { importMessage, importProblemMessages } from './import.messages.ts';

describe('messages of the import', () => {
  it('speak of the same parameters in every language', () => {
    const names = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).sort();
    const refusals = importRefusalCodes.map((code) => [code, messages[code]] as const);
    for (const [code, message] of [...refusals, ...Object.entries(importProblemMessages)]) {
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
