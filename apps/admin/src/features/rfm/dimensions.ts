import type { RfmDimension, RfmMatrixQuery } from '../../gql/graphql.ts';
import type { Format } from '../../shared/format/format.ts';

export const dimensions = ['RECENCY', 'FREQUENCY', 'MONETARY'] as const satisfies RfmDimension[];
export const scores = [1, 2, 3, 4, 5] as const;

type CutPoints = NonNullable<RfmMatrixQuery['rfmMatrix']['cutPoints']>;

/** The two dimensions that an address asks for: recency by frequency unless it says two others. */
export function dimensionsOf(params: URLSearchParams): { rows: RfmDimension; columns: RfmDimension } {
  const read = (id: string) => dimensions.find((one) => one === params.get(id)?.toUpperCase());
  const rows = read('rows') ?? 'RECENCY';
  const asked = read('columns') ?? 'FREQUENCY';
  const other = dimensions.find((one) => one !== rows) ?? 'FREQUENCY';
  return { rows, columns: asked === rows ? other : asked };
}

/** The address of the members who have these scores. */
export function membersWith(chosen: Partial<Record<RfmDimension, number>>): string {
  const params = new URLSearchParams(
    Object.entries(chosen).map(([dimension, score]) => [dimension.toLowerCase(), String(score)]),
  );
  return `/members?${params}`;
}

/** What one has to have for a score, or not to have for the lowest; undefined where nobody has it. */
export function edgeOf(
  cuts: CutPoints | null,
  dimension: RfmDimension,
  score: number,
  { date, number, money }: Format,
  currency: string,
): { kind: 'from' | 'below'; value: string } | undefined {
  const at = Math.max(0, score - 2);
  const kind = score === 1 ? 'below' : 'from';
  if (!cuts) return undefined;
  const read = (): string | false | null | undefined => {
    const [moment, orders, amount] = [cuts.recency[at], cuts.frequency[at], cuts.monetary[at]];
    if (dimension === 'RECENCY') return moment && date(moment);
    if (dimension === 'FREQUENCY') return orders != null && number(orders);
    return amount && money({ amount, currency });
  };
  const value = read();
  return value ? { kind, value } : undefined;
}

/** A share as a percentage with one digit. */
export function percent(share: number, { number }: Pick<Format, 'number'>): string {
  return `${number(Math.round(share * 1000) / 10)}%`;
}
