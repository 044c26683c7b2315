export const time = (ms: number) => new Date(ms).toISOString();
/** Of COPY's text format: the backslash stands twice. */
export const bytes = (value: Buffer) => `\\\\x${value.toString('hex')}`;
export const copyLine = (values: readonly (string | number | null)[]) =>
  `${values.map((value) => value ?? '\\N').join('\t')}\n`;
