import { describe, expect, it } from 'vitest';
import { createFormat } from './format.ts';

describe('formatting', () => {
  const zh = createFormat('zh-CN', 'Asia/Shanghai');
  const en = createFormat('en', 'America/New_York');

  it('writes money by currency and language, without losing a digit', () => {
    expect(zh.money({ amount: '1234.5', currency: 'CNY' })).toBe('¥1,234.50');
    expect(en.money({ amount: '-0.05', currency: 'USD' })).toBe('-$0.05');
    expect(zh.money({ amount: '1000', currency: 'JPY' })).toBe('¥1,000');
    expect(en.money({ amount: '90071992547409931.23', currency: 'EUR' })).toBe('€90,071,992,547,409,931.23');
  });

  it('shortens money for axes in the way of the language', () => {
    expect(zh.moneyShort(12_000, 'CNY')).toBe('¥1.2万');
    expect(en.moneyShort(12_000, 'USD')).toBe('$12K');
  });

  it('shows moments in the zone of the brand', () => {
    expect(zh.dateTime('2024-12-31T18:30:00Z')).toBe('2025-01-01 02:30');
    expect(zh.date('2024-12-31T18:30:00Z')).toBe('2025-01-01');
    expect(en.dateTime('2024-12-31T18:30:00Z')).toBe('31 Dec 2024, 13:30');
  });

  it('leaves a day the day that it is', () => {
    expect(en.day('1990-03-01')).toBe('1 Mar 1990');
    expect(zh.day('1990-03-01')).toBe('1990-03-01');
    expect(zh.month('2024-03-01')).toBe('2024-03');
    expect(zh.monthDay('2024-03-05')).toBe('03-05');
  });

  it('says how long ago in the largest unit that fits', () => {
    const now = Date.parse('2024-06-15T12:00:00Z');
    expect(zh.ago('2024-06-12T12:00:00Z', now)).toBe('3天前');
    expect(en.ago('2024-06-15T11:59:40Z', now)).toBe('this minute');
    expect(en.ago('2022-06-01T00:00:00Z', now)).toBe('2 years ago');
    expect(zh.since('2024-06-12T12:00:00Z', now)).toBe('3天');
    expect(en.since('2024-06-15T10:59:40Z', now)).toBe('1 hour');
    expect(en.since('2024-06-15T11:59:40Z', now)).toBe('0 minutes');
  });

  it('writes changes with their sign', () => {
    expect(en.change(0.1234)).toBe('+12.3%');
    expect(en.change(-0.5)).toBe('-50%');
    expect(en.change(0)).toBe('0%');
  });
});
