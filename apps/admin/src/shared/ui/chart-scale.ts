/** Round numbers from 0 to at least `largest`, about as many as wanted; counts have no halves. */
export function niceTicks(largest: number, options: { wanted?: number; whole?: boolean } = {}): number[] {
  const { wanted = 4, whole = false } = options;
  if (!(largest > 0)) return [0, 1];
  const rough = largest / wanted;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = ([1, 2, 5, 10].find((factor) => factor * power >= rough * 0.999) ?? 10) * power;
  const even = whole ? Math.max(1, Math.round(step)) : step;
  const count = Math.ceil(largest / even - 1e-9);
  return Array.from({ length: count + 1 }, (_, index) => Number((index * even).toPrecision(12)));
}

/** Every how many labels one is written so that they don't touch. */
export function labelStep(count: number, width: number, labelWidth: number): number {
  const fit = Math.max(1, Math.floor(width / labelWidth));
  return Math.max(1, Math.ceil(count / fit));
}
