import type { Locale } from '../foundation/scope.ts';
import {
  type ImportFieldKey,
  type ImportFieldType,
  type ImportKind,
  importFieldsOf,
  requiredImportFields,
} from './import.fields.ts';

/** A field as it is offered to whoever matches columns. */
export interface ImportFieldGuide {
  key: ImportFieldKey;
  label: string;
  /** One of a group of which at least one needs a column. */
  required: boolean;
  /** Keys of that group, this one included; empty for a field that can be left out. */
  oneOf: readonly ImportFieldKey[];
  type: ImportFieldType;
  /** How its values may be written. */
  description: string;
}

const written: Record<ImportFieldType, Record<Locale, string>> = {
  text: { 'zh-CN': '文字。', en: 'Text.' },
  list: { 'zh-CN': '多个值用逗号、顿号或分号分开。', en: 'Several values, parted by commas or semicolons.' },
  date: {
    'zh-CN': '日期，如 2026-11-21、2026年11月21日、21/11/2026。',
    en: 'A day, such as 2026-11-21, 21/11/2026 or 21 Nov 2026.',
  },
  datetime: {
    'zh-CN': '日期和时间，如 2026-11-21 13:05；没有时间的是当天零点，没有时区的按所选时区。',
    en: 'A day and time, such as 2026-11-21 13:05; without a time it is midnight, without a zone the chosen one.',
  },
  amount: {
    'zh-CN': '金额，如 1234.50、1,234.50、¥1.2万。不能为负。',
    en: 'An amount, such as 1234.50, 1,234.50 or $1,234.50. Not negative.',
  },
  quantity: { 'zh-CN': '整数，从 1 起。', en: 'A whole number from 1.' },
  currency: {
    'zh-CN': '货币代码，如 CNY；须与品牌的货币相同。',
    en: 'A currency code such as CNY; it must be the brand’s.',
  },
  phone: {
    'zh-CN': '电话号码；没有国家代码的是中国号码。',
    en: 'A phone number; without a country code it is a Chinese one.',
  },
  email: { 'zh-CN': '邮箱地址。', en: 'An e-mail address.' },
  gender: { 'zh-CN': '男、女、1、2 等。', en: 'Words such as female, male, F, M; 1 is male and 2 female.' },
  status: {
    'zh-CN': '各平台的订单状态，如 已付款、交易关闭；空的算已付款。',
    en: 'The shop’s own word, such as paid, refunded or cancelled; an empty one is taken as paid.',
  },
};

/** All fields that a file of a kind can bring, in the order in which a person should see them. */
export function importFieldGuide(kind: ImportKind, locale: Locale): ImportFieldGuide[] {
  const groups: readonly (readonly ImportFieldKey[])[] = requiredImportFields[kind];
  return [...importFieldsOf(kind)].map(([key, { type, label }]) => {
    const oneOf = groups.find((group) => group.includes(key)) ?? [];
    const description = written[type][locale];
    return { key, label: label[locale], required: oneOf.length > 0, oneOf, type, description };
  });
}
