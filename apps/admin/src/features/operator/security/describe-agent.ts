const browsers: [RegExp, string][] = [
  [/MicroMessenger\//, 'WeChat'],
  [/Edg\//, 'Edge'],
  [/OPR\//, 'Opera'],
  [/Firefox\//, 'Firefox'],
  [/(?:Chrome|CriOS)\//, 'Chrome'],
  [/Safari\//, 'Safari'],
];
const systems: [RegExp, string][] = [
  [/iPhone|iPad/, 'iOS'],
  [/Android/, 'Android'],
  [/HarmonyOS/, 'HarmonyOS'],
  [/Windows/, 'Windows'],
  [/Mac OS X/, 'macOS'],
  [/Linux/, 'Linux'],
];

/** `Chrome · macOS` from what a browser says of itself; empty when it says nothing that is known. */
export function describeAgent(agent: string | null | undefined): string {
  const find = (known: [RegExp, string][]) => known.find(([pattern]) => pattern.test(agent ?? ''))?.[1];
  return [find(browsers), find(systems)].filter(Boolean).join(' · ');
}
