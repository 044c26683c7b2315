import { messages } from '../foundation/error-messages.ts';
import type { Locale } from '../foundation/scope.ts';
import type { ImportMessageParams, ImportProblemCode } from './import.codes.ts';
import { importFieldLabel } from './import.fields.ts';

type Messages<Code extends string> = Record<Code, Record<Locale, string>>;

/** What operators read beside a row. `{name}` stands for a parameter of the problem. */
export const importProblemMessages: Messages<ImportProblemCode> = {
  ROW_TOO_SHORT: {
    'zh-CN': '这一行只有 {actual} 列，应有 {expected} 列，可能不完整。',
    en: 'The row has {actual} cells instead of {expected}; it may be cut off.',
  },
  ROW_TOO_LONG: {
    'zh-CN': '这一行多于表头的 {expected} 列。',
    en: 'The row has more cells than the {expected} of the header.',
  },
  ROW_CHARACTERS_EXCEEDED: {
    'zh-CN': '这一行超过 {limit} 个字符。',
    en: 'The row is longer than {limit} characters.',
  },
  QUOTE_NOT_CLOSED: {
    'zh-CN': '引号没有结束，这一行不完整。',
    en: 'A quotation mark is never closed; the row is incomplete.',
  },
  QUOTE_MISPLACED: {
    'zh-CN': '引号之后还有别的文字。',
    en: 'There is text after a closing quotation mark.',
  },
  CELL_TOO_LONG: {
    'zh-CN': '单元格超过 {limit} 个字符。',
    en: 'The cell is longer than {limit} characters.',
  },
  CELL_ERROR: {
    'zh-CN': '单元格是一个错误值（{error}）。',
    en: 'The cell holds an error ({error}).',
  },
  FORMULA_CELL: {
    'zh-CN': '单元格是公式，没有采用。请改成数值（上次计算结果：{result}）。',
    en: 'The cell is a formula and was not used. Please put in its value (last result: {result}).',
  },
  REQUIRED_MISSING: { 'zh-CN': '必填，但为空。', en: 'This is required, but empty.' },
  IDENTITY_MISSING: {
    'zh-CN': '没有任何可以认出会员的内容（编号、手机、邮箱、openid、unionid）。',
    en: 'Nothing identifies the member (external id, phone, e-mail, openid, unionid).',
  },
  TEXT_TOO_LONG: {
    'zh-CN': '文字有 {actual} 个字符，最多 {limit} 个。',
    en: 'The text has {actual} characters; at most {limit} are allowed.',
  },
  TOO_MANY_VALUES: { 'zh-CN': '最多 {limit} 项。', en: 'At most {limit} values are allowed.' },
  CONTROL_CHARACTERS: {
    'zh-CN': '含有不可见的控制字符或残缺的字符。',
    en: 'The text holds control characters or half characters.',
  },
  CHARACTERS_BROKEN: {
    'zh-CN': '含有无法解码的字符（乱码）。',
    en: 'The text holds characters that could not be decoded.',
  },
  DIGITS_LOST: {
    'zh-CN': '长数字的末尾已被表格软件丢掉。请把该列设为文本后重新导出。',
    en: 'A spreadsheet program has dropped the last digits. Please export the column as text.',
  },
  VALUE_MASKED: {
    'zh-CN': '内容已被打码（*），不能用来认出会员。请不要对应这一列。',
    en: 'The value is masked (*), so it identifies nobody. Please leave this column out.',
  },
  AMOUNT_INVALID: { 'zh-CN': '不是金额。', en: 'This is not an amount.' },
  AMOUNT_NEGATIVE: { 'zh-CN': '金额不能为负。', en: 'The amount must not be negative.' },
  AMOUNT_AMBIGUOUS: {
    'zh-CN': '分不清是小数还是千位分隔。请说明小数点的写法。',
    en: 'It is unclear whether this is a decimal or a thousands mark. Please say which is the decimal mark.',
  },
  AMOUNT_TOO_PRECISE: {
    'zh-CN': '{currency} 最多 {digits} 位小数。',
    en: '{currency} has at most {digits} decimal places.',
  },
  AMOUNT_TOO_LARGE: { 'zh-CN': '金额过大。', en: 'The amount is too large.' },
  AMOUNT_OTHER_CURRENCY: {
    'zh-CN': '金额写的不是 {currency}。',
    en: 'The amount is not written in {currency}.',
  },
  AMOUNT_SCOPE_AMBIGUOUS: {
    'zh-CN': '分不清各行的金额是整单金额还是明细金额。请说明。',
    en: 'It is unclear whether each row holds the amount of the order or of the line. Please say which.',
  },
  CURRENCY_UNKNOWN: { 'zh-CN': '不是货币代码（如 CNY）。', en: 'This is not a currency code such as CNY.' },
  QUANTITY_INVALID: {
    'zh-CN': '数量应为 1 到 {limit} 的整数。',
    en: 'The quantity must be a whole number from 1 to {limit}.',
  },
  DATE_INVALID: { 'zh-CN': '不是日期。', en: 'This is not a date.' },
  DATE_AMBIGUOUS: {
    'zh-CN': '分不清日和月的先后。请说明日期的写法。',
    en: 'It is unclear which is the day and which the month. Please say how dates are written.',
  },
  DATE_IN_FUTURE: { 'zh-CN': '日期在将来。', en: 'The date lies in the future.' },
  DATE_TOO_OLD: { 'zh-CN': '日期早于 {limit} 年。', en: 'The date is before the year {limit}.' },
  PHONE_INVALID: { 'zh-CN': '不是有效的电话号码。', en: 'This is not a valid phone number.' },
  EMAIL_INVALID: { 'zh-CN': '不是有效的邮箱地址。', en: 'This is not a valid e-mail address.' },
  GENDER_UNKNOWN: { 'zh-CN': '认不出的性别。', en: 'This is not a known word for a gender.' },
  STATUS_UNKNOWN: { 'zh-CN': '认不出的订单状态。', en: 'This is not a known order status.' },
  REFUND_EXCEEDS_AMOUNT: {
    'zh-CN': '退款大于实付金额。',
    en: 'More was refunded than was paid.',
  },
  REFUND_AMOUNT_MISSING: {
    'zh-CN': '部分退款的订单要有退款金额。',
    en: 'A partially refunded order needs the refunded amount.',
  },
  ORDER_LINES_DISAGREE: {
    'zh-CN': '同一订单的各行“{field}”不一致（另见第 {otherLine} 行）。',
    en: 'Rows of the same order differ in “{field}” (see also line {otherLine}).',
  },
  ORDER_TOO_MANY_LINES: {
    'zh-CN': '同一订单超过 {limit} 行。',
    en: 'The order has more than {limit} rows.',
  },
  OTHER_LINE_FAILED: {
    'zh-CN': '同一订单的第 {otherLine} 行有问题，整单未导入。',
    en: 'Line {otherLine} of the same order has a problem, so the order was not imported.',
  },
};

/**
 * The sentence for a refusal or a problem, or for a code of the domain where a record was refused by its rules.
 * Parameters `field` and `fields` hold keys of fields and are shown as their labels; one that is missing is left visible
 * as `{name}`.
 */
export function importMessage(code: string, params: ImportMessageParams, language: Locale): string {
  return templateOf(code, language).replace(/\{(\w+)\}/g, (whole, name: string) => {
    const value = String(params[name] ?? whole);
    if (name !== 'field' && name !== 'fields') return value;
    return value.replace(/\w+/g, (key) => importFieldLabel(key, language));
  });
}

const templates: ReadonlyMap<string, Record<Locale, string>> = new Map(
  Object.entries({ ...messages, ...importProblemMessages }),
);

/** A code that this build doesn't know (stored by another one) stands for itself. */
function templateOf(code: string, language: Locale): string {
  return templates.get(code)?.[language] ?? code;
}
