/** Cheap guesses at what a text is, for finding headers and suggesting columns; never used to read a value. */
export type ContentKind = 'email' | 'phone' | 'date' | 'decimal' | 'integer' | 'openid' | 'gender' | 'text';

const patterns: readonly (readonly [ContentKind, RegExp])[] = [
  ['email', /^[^\s@]+@[^\s@]+\.[^\s@]+$/],
  ['phone', /^(\+|00)\d{7,15}$|^(\+?86)?1[3-9]\d{9}$|^1[3-9]\d[ -]?\d{4}[ -]?\d{4}$|^1[3-9]\d\*{4}\d{4}$/],
  [
    'date',
    /^(19|20)\d{2}([-/.年])\d{1,2}([-/.月])\d{1,2}日?([ T].*)?$|^\d{1,2}[-/.]\d{1,2}[-/.]((19|20)\d{2}|\d{2})( .*)?$|^(19|20)\d{2}(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])(\d{6})?$/,
  ],
  ['openid', /^o[A-Za-z0-9_-]{27}$/],
  ['gender', /^(男|女|男性|女性|先生|女士|male|female|m|f)$/i],
  ['integer', /^[-+]?\d+$/],
  ['decimal', /^[-+(]?[¥$€£]?\s?[-+]?\d{1,3}([,. ']?\d{3})*([.,]\d+)?\)?( ?(元|CNY|USD|EUR|万))?$/i],
];

/** What a cell looks like. Text in full-width digits counts as digits. */
export function contentKind(text: string): ContentKind {
  const plain = text.normalize('NFKC').trim();
  for (const [kind, pattern] of patterns) if (pattern.test(plain)) return kind;
  return 'text';
}

/** Whether a text is more likely a value than the name of a column. */
export function looksLikeValue(text: string): boolean {
  const kind = contentKind(text);
  return kind !== 'text' && kind !== 'gender';
}
