import type { Plugin } from 'vite';

const fontFaces = /@font-face\s*\{[^}]*\}/g;

/** Does what `react-style-singleton` does, without a `<style>` that has a text. */
const adoptedSheet = `
export const stylesheetSingleton = () => {
  const sheet = new CSSStyleSheet();
  let users = 0;
  return {
    add(css) {
      if (users++ > 0) return;
      sheet.replaceSync(css);
      document.adoptedStyleSheets.push(sheet);
    },
    remove() {
      if (--users > 0) return;
      document.adoptedStyleSheets = document.adoptedStyleSheets.filter((other) => other !== sheet);
    },
  };
};
`;

/**
 * Has GraphiQL hold to the content security policy as it is: its fonts are `data:` and stay away, the page's own are used;
 * the style by which its dialogs keep the page from scrolling goes through the CSSOM.
 */
export function strictStyles(): Plugin {
  const found = { fonts: false, singleton: false };
  return {
    name: 'kolony-strict-styles',
    apply: 'build',
    enforce: 'pre',
    transform(code, id) {
      if (id.endsWith('graphiql/dist/style.css')) {
        found.fonts = true;
        return { code: code.replace(fontFaces, ''), map: null };
      }
      if (id.endsWith('react-style-singleton/dist/es2015/singleton.js')) {
        found.singleton = true;
        return { code: adoptedSheet, map: null };
      }
      return null;
    },
    generateBundle() {
      if (!found.fonts || !found.singleton)
        this.error('GraphiQL’s styles lie elsewhere now: look whether the policy still lets it work');
    },
  };
}
