import type { ErrorCode } from '../foundation/errors.ts';
import { normalisePassword, passwordProblem, personalWords } from './password.rules.ts';

/** Guesses that an attacker with a list of leaked passwords needs at least; ten random characters need 10^10. */
const fewestGuesses = 2e9;

/** The estimate grows with the square of the length; what follows after this many characters only adds to it. */
const estimatedCharacters = 64;

/** Frequent in Chinese leaks and hardly in the lists of others (spoken digits, keyboard habits, pinyin phrases). */
// biome-ignore format: one list
const chineseHabits = [
  'woaini', 'woaini1314', 'woaini520', 'woaini521', '5201314', '1314520', '7758521', '7758258', '147258369', '123qwe',
  'qwe123', 'q1w2e3r4', 'a123456', 'aa123456', 'abc123456', 'qq123456', 'wang', 'zhang', 'chen', 'yang', 'huang',
  'zhao', 'zhou', 'nihao', 'caonima', 'wodemima', 'mima', 'mima123', 'guanliyuan', 'yunying', 'huiyuan', 'pinpai',
];

let loading: Promise<(password: string, personal: string[]) => number> | undefined;

/** Loaded when the first password is set: 30 MB that most processes never need. */
function estimator(): Promise<(password: string, personal: string[]) => number> {
  loading ??= (async () => {
    const [{ ZxcvbnFactory }, { adjacencyGraphs, dictionary }] = await Promise.all([
      import('@zxcvbn-ts/core'),
      import('@zxcvbn-ts/language-common'),
    ]);
    const zxcvbn = new ZxcvbnFactory({
      dictionary: { ...dictionary, habits: chineseHabits },
      graphs: adjacencyGraphs,
    });
    return (password, personal) => zxcvbn.check(password, personal).guesses;
  })();
  return loading;
}

/**
 * What is wrong with a password that someone wants to set: by its look (`passwordProblem`), or `PASSWORD_TOO_COMMON`
 * when it is in, or easily made from, the lists of leaked passwords. `personal`: e-mail, name, brand.
 */
export async function weakness(
  password: string,
  personal: readonly string[],
): Promise<ErrorCode | undefined> {
  const problem = passwordProblem(password, personal);
  if (problem) return problem;
  const guesses = await estimator();
  const start = [...normalisePassword(password)].slice(0, estimatedCharacters).join('');
  return guesses(start, personalWords(personal)) < fewestGuesses ? 'PASSWORD_TOO_COMMON' : undefined;
}
