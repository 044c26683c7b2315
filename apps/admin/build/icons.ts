import type { Plugin } from 'vite';

const plainIcon = `
import { createElement } from 'react';
export default function createSvgIcon(path, name) {
  const Icon = ({ className, titleAccess, ...rest }) =>
    createElement(
      'svg',
      {
        viewBox: '0 0 24 24',
        focusable: 'false',
        'aria-hidden': titleAccess ? undefined : true,
        role: titleAccess ? 'img' : undefined,
        ...rest,
        className: className ? 'k-icon MuiSvgIcon-root ' + className : 'k-icon MuiSvgIcon-root',
      },
      path,
      titleAccess && createElement('title', null, titleAccess),
    );
  Icon.displayName = name + 'Icon';
  return Icon;
}
`;

/**
 * Has icons be plain pictures (`.k-icon` of `base.css`), which draw several times as fast as MUI's: a page has thirty of
 * them before anything is seen. They know what the console uses of MUI's: `className`, `style`, `titleAccess`.
 */
export function plainIcons(): Plugin {
  let found = false;
  return {
    name: 'kolony-plain-icons',
    apply: 'build',
    enforce: 'pre',
    transform(_, id) {
      if (!id.endsWith('/@mui/icons-material/utils/createSvgIcon.mjs')) return null;
      found = true;
      return { code: plainIcon, map: null };
    },
    generateBundle() {
      if (!found) this.error('MUI makes its icons elsewhere now: look for what draws them');
    },
  };
}
