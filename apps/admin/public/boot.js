// Runs before the first paint, so that the page never flashes in the wrong colours or language.
// A file of its own because the content security policy allows no inline script.
(() => {
  const root = document.documentElement;
  const read = (key) => {
    try {
      return localStorage.getItem(key);
    } catch {
      return null;
    }
  };
  const mode = read('kolony.theme') ?? 'system';
  const dark = mode === 'dark' || (mode === 'system' && matchMedia('(prefers-color-scheme: dark)').matches);
  root.dataset.theme = dark ? 'dark' : 'light';
  root.dataset.density = read('kolony.density') === 'comfortable' ? 'comfortable' : 'compact';
  root.lang = read('kolony.locale') ?? (navigator.language.startsWith('en') ? 'en' : 'zh-CN');
})();
