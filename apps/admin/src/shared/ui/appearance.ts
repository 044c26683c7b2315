import { useSyncExternalStore } from 'react';

export const themeModes = ['light', 'dark', 'system'] as const;
export type ThemeMode = (typeof themeModes)[number];
export const densities = ['compact', 'comfortable'] as const;
export type Density = (typeof densities)[number];

const listeners = new Set<() => void>();
const darkPreferred = matchMedia('(prefers-color-scheme: dark)');
darkPreferred.addEventListener('change', apply);

function themeMode(): ThemeMode {
  const stored = localStorage.getItem('kolony.theme');
  return themeModes.find((mode) => mode === stored) ?? 'system';
}
function density(): Density {
  return localStorage.getItem('kolony.density') === 'comfortable' ? 'comfortable' : 'compact';
}

/** `boot.js` does the same before the first paint. */
function apply(): void {
  const mode = themeMode();
  const { dataset } = document.documentElement;
  dataset.theme = mode === 'dark' || (mode === 'system' && darkPreferred.matches) ? 'dark' : 'light';
  dataset.density = density();
  for (const listener of listeners) listener();
}

export function setThemeMode(mode: ThemeMode): void {
  localStorage.setItem('kolony.theme', mode);
  apply();
}
export function setDensity(value: Density): void {
  localStorage.setItem('kolony.density', value);
  apply();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function useThemeMode(): ThemeMode {
  return useSyncExternalStore(subscribe, themeMode);
}
export function useDensity(): Density {
  return useSyncExternalStore(subscribe, density);
}
