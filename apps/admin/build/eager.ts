import type { Plugin } from 'vite';

/** Chunks of which every page behind sign-in runs most. */
const eager = ['base', 'libraries', 'console', 'kit'];

/**
 * Has V8 compile these files whole while they arrive, on a thread of its own. Otherwise it skims each function and
 * compiles it when it is first called: on the thread that draws, and that is a quarter of its work until the first row of
 * a list stands. Other engines read a comment.
 */
export function compileEagerly(): Plugin {
  return {
    name: 'kolony-compile-eagerly',
    apply: 'build',
    enforce: 'post',
    generateBundle: {
      order: 'post',
      handler(_, bundle) {
        for (const file of Object.values(bundle))
          if (file.type === 'chunk' && eager.includes(file.name))
            file.code = `//# allFunctionsCalledOnLoad\n${file.code}`;
      },
    },
  };
}
