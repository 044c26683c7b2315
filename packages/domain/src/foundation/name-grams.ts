const han = /\p{Script=Han}|\p{Script=Hiragana}|\p{Script=Katakana}|\p{Script=Hangul}/u;
const longest = 64;

/** Names and search terms alike: full-width and case folded, accents taken off, words set apart by one space. */
export function normaliseName(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .normalize('NFC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

/**
 * The pieces by which a name is found: every run of one to three characters of Han, Kana and Hangul (of whose names two
 * characters are the norm), every run of three of other scripts, and the first one and two letters of each word there.
 */
export function nameGrams(names: readonly (string | null | undefined)[]): string[] {
  const grams = new Set<string>();
  for (const name of names) {
    if (!name) continue;
    for (const word of normaliseName(name).split(' ')) {
      const characters = [...word].slice(0, longest);
      characters.forEach((_, at) => {
        for (const size of [1, 2, 3]) {
          if (at + size > characters.length) break;
          const gram = characters.slice(at, at + size).join('');
          if (size === 3 || at === 0 || han.test(gram)) grams.add(gram);
        }
      });
    }
  }
  return [...grams];
}

/**
 * The pieces that a name must hold to match a term: for each word its runs of three, or the whole word when it is
 * shorter. A match is by pieces, so a name that holds all of them in another place matches too.
 */
export function termGrams(term: string): string[] {
  const grams = new Set<string>();
  for (const word of normaliseName(term).split(' ')) {
    const characters = [...word].slice(0, longest);
    if (characters.length === 0) continue;
    if (characters.length <= 3) grams.add(characters.join(''));
    for (let at = 0; at + 3 <= characters.length; at++) grams.add(characters.slice(at, at + 3).join(''));
  }
  return [...grams];
}
