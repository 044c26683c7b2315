import type { FormattedExecutionResult } from 'graphql';

/**
 * The data of an answer as they are sent: JSON in bytes. What has to look into them (another transport, a test) gets them
 * as objects by `toJSON`, as `JSON.stringify` does.
 */
export class Written {
  // Apollo Server takes data for a map of values.
  [key: string]: unknown;

  constructor(
    readonly json: Buffer,
    /** What the answer has cost in points, by the objects that are in it. */
    readonly cost: number,
  ) {}

  toJSON(): unknown {
    return JSON.parse(this.json.toString());
  }
}

/** An answer as it is sent; its errors first, so that they are seen. As bytes where its data are. */
export function textOfResult({ errors, data, extensions }: FormattedExecutionResult): string | Buffer {
  if (!(data instanceof Written)) return `${JSON.stringify({ errors, data, extensions })}\n`;
  const before = errors ? `{"errors":${JSON.stringify(errors)},"data":` : '{"data":';
  const behind = extensions ? `,"extensions":${JSON.stringify(extensions)}}\n` : '}\n';
  return Buffer.concat([Buffer.from(before), data.json, Buffer.from(behind)]);
}
