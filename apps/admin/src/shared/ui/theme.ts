import { createTheme, type Theme } from '@mui/material/styles';

const font = 'var(--k-font)';
const raised = { border: 0, background: 'var(--k-raised)', boxShadow: 'var(--k-shadow)' };

/**
 * MUI in the console's own palette. All colours are the variables of `tokens.css`, so one attribute on the document
 * switches between light and dark, and nothing has to be rendered again.
 */
export function createConsoleTheme(): Theme {
  return createTheme({
    cssVariables: { nativeColor: true, cssVarPrefix: 'm' },
    palette: {
      primary: {
        main: 'var(--k-solid)',
        dark: 'var(--k-solid-hover)',
        light: 'var(--k-solid)',
        contrastText: 'var(--k-on-solid)',
      },
      secondary: {
        main: 'var(--k-accent)',
        dark: 'var(--k-accent)',
        light: 'var(--k-accent)',
        contrastText: 'var(--k-accent-ink)',
      },
      error: {
        main: 'var(--k-danger)',
        dark: 'var(--k-danger)',
        light: 'var(--k-danger)',
        contrastText: 'var(--k-surface)',
      },
      warning: {
        main: 'var(--k-warning)',
        dark: 'var(--k-warning)',
        light: 'var(--k-warning)',
        contrastText: 'var(--k-surface)',
      },
      info: {
        main: 'var(--k-info)',
        dark: 'var(--k-info)',
        light: 'var(--k-info)',
        contrastText: 'var(--k-surface)',
      },
      success: {
        main: 'var(--k-positive)',
        dark: 'var(--k-positive)',
        light: 'var(--k-positive)',
        contrastText: 'var(--k-surface)',
      },
      text: { primary: 'var(--k-ink)', secondary: 'var(--k-ink-2)', disabled: 'var(--k-ink-3)' },
      divider: 'var(--k-line)',
      background: { default: 'var(--k-canvas)', paper: 'var(--k-surface)' },
      action: {
        active: 'var(--k-ink-2)',
        hover: 'var(--k-hover)',
        selected: 'var(--k-selected)',
        disabled: 'var(--k-ink-3)',
        disabledBackground: 'var(--k-hover)',
        focus: 'var(--k-hover)',
      },
    },
    shape: { borderRadius: 6 },
    typography: {
      fontFamily: font,
      fontSize: 13.5,
      htmlFontSize: 16,
      button: { textTransform: 'none', fontWeight: 500, letterSpacing: 0 },
      body1: { fontSize: 'var(--k-text)', letterSpacing: 0 },
      body2: { fontSize: 'var(--k-text-sm)', letterSpacing: 0 },
      caption: { fontSize: 'var(--k-text-sm)', letterSpacing: 0 },
    },
    components: {
      MuiButtonBase: { defaultProps: { disableRipple: true } },
      MuiPaper: { defaultProps: { elevation: 0 }, styleOverrides: { root: { backgroundImage: 'none' } } },
      MuiPopover: { styleOverrides: { paper: raised } },
      MuiMenu: {
        styleOverrides: { paper: raised, list: { padding: 4 } },
      },
      MuiMenuItem: {
        defaultProps: { dense: true },
        styleOverrides: {
          root: {
            minHeight: 32,
            padding: '4px 10px',
            borderRadius: 5,
            fontSize: 'var(--k-text)',
            gap: 8,
            '&.Mui-focusVisible': { background: 'var(--k-hover)' },
            '&.Mui-selected, &.Mui-selected:hover': { background: 'var(--k-selected)' },
          },
        },
      },
      MuiDialog: {
        styleOverrides: {
          container: { '&:focus-visible': { outline: 'none' } },
          paper: {
            ...raised,
            borderRadius: 10,
            margin: 16,
            width: 'calc(100% - 32px)',
            '&:focus-visible': { outline: 'none' },
          },
        },
      },
      MuiDialogTitle: {
        styleOverrides: { root: { padding: '18px 22px 12px', fontSize: 16, fontWeight: 600 } },
      },
      MuiDialogContent: { styleOverrides: { root: { padding: '6px 22px 18px' } } },
      MuiDialogActions: { styleOverrides: { root: { padding: '12px 22px 18px', gap: 8 } } },
      MuiBackdrop: {
        styleOverrides: { root: { '&:not(.MuiBackdrop-invisible)': { background: 'var(--k-scrim)' } } },
      },
      MuiDrawer: {
        styleOverrides: {
          paper: {
            background: 'var(--k-canvas)',
            borderColor: 'var(--k-line)',
            '&:focus-visible': { outline: 'none' },
          },
        },
      },
      MuiAutocomplete: {
        styleOverrides: { paper: raised, listbox: { padding: 4 }, option: { borderRadius: 5 } },
      },
    },
  });
}
