import { parseArgs } from 'node:util';

/**
 * The numbers that a measurement is run with: `numbers({ rounds: 3 })('rounds')` is 5 after `--rounds 5`, and 3 unless told.
 * Throws for options that there aren't, and for what is no number.
 */
export function numbers<Name extends string>(
  defaults: Readonly<Record<Name, number>>,
): (name: Name) => number {
  const known = Object.entries<number>(defaults);
  const { values } = parseArgs({
    options: Object.fromEntries(
      known.map(([name, usual]) => [name, { type: 'string' as const, default: String(usual) }]),
    ),
  });
  return (name) => {
    const number = Number(values[name]);
    if (!(number > 0)) throw new Error(`--${name} takes a number above zero`);
    return number;
  };
}
