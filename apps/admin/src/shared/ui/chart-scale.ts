/** Round numbers from 0 to at least `largest`, about as many as wanted. */
export function niceTicks(largest: number, wanted = 4): number[] {
  if (!(largest > 0)) return [0, 1];
  const rough = largest / wanted;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = ([1, 2, 2.5, 5, 10].find((factor) => factor * power >= rough) ?? 10) * power;
  // Counts have no halves.
  const whole = largest >= wanted ? step : Math.max(1, step);
  const count = Math.ceil(largest / whole);
  return Array.from({ length: count + 1 }, (_, index) => index * whole);
}

/** Every how many labels one is written so that they don't touch. */
export function labelStep(count: number, width: number, labelWidth: number): number {
  const fit = Math.max(1, Math.floor(width / labelWidth));
  return Math.max(1, Math.ceil(count / fit));
}
