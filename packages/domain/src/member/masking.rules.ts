const han = /\p{Script=Han}/u;

/** A phone number in E.164 with its middle hidden: `138****5678` for China, `+44****3456` elsewhere. */
export function maskPhone(e164: string): string {
  if (e164.startsWith('+86') && e164.length === 14) return `${e164.slice(3, 6)}****${e164.slice(-4)}`;
  return `${e164.slice(0, 3)}****${e164.slice(e164.length > 11 ? -4 : -2)}`;
}

/** A name of which the first letter of each word stays: `王**`, `B**** S****`. How long it is doesn't show. */
export function maskName(name: string): string {
  const trimmed = name.trim();
  if (han.test(trimmed)) return `${[...trimmed].slice(0, 1).join('')}**`;
  const words = trimmed.split(/\s+/).slice(0, 3);
  return words.map((word) => `${[...word].slice(0, 1).join('')}****`).join(' ');
}

/**
 * An address of which the part that says least stays: the province or city that a Chinese one begins with (`上海市***`),
 * or what follows the last comma of others (`***, London`). Nothing of an address that has neither.
 */
export function maskAddress(address: string): string {
  const region = /^\s*[\p{Script=Han}]{1,8}?(?:特别行政区|自治区|省|市)(?=.)/u.exec(address)?.[0].trim();
  if (region) return `${region}***`;
  if (han.test(address)) return `${[...address.trim()].slice(0, 2).join('')}***`;
  const last = /,\s*([\p{L} .'-]{2,40})$/u.exec(address.trim())?.[1];
  return last ? `***, ${last.trim()}` : '***';
}

/** A birthday of which the year stays: `1990-**-**`. */
export function maskBirthday(birthday: string): string {
  return `${birthday.slice(0, 4)}-**-**`;
}

/** A handle in another system, which may be a telephone number there: `oAb****9Z`, `x****`. */
export function maskHandle(value: string): string {
  const letters = [...value];
  if (letters.length < 8) return `${letters.slice(0, 1).join('')}****`;
  return `${letters.slice(0, 3).join('')}****${letters.slice(-2).join('')}`;
}

/** The name of a file, with telephone numbers (nine digits or more; a date has eight) and e-mail addresses hidden. */
export function maskFileName(name: string): string {
  return name
    .replace(/[\p{L}\p{N}._+-]+@[\p{L}\p{N}.-]+/gu, '****')
    .replace(/\d(?:[ -]?\d){8,}/g, (number) => `${number.slice(0, 3)}****`);
}
