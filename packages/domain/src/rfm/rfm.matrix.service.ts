import { found, type ReadTransaction } from '../foundation/database.ts';
import { infinite } from './rfm.cuts.ts';
import { groupOfCell, type RfmGroup, rfmGroups } from './rfm.groups.rules.ts';
import { type Dimension, type RfmScores, scores, scoresOf } from './rfm.rules.ts';

/** Some of the members who have scores, and what they spent. */
export interface Share {
  members: number;
  /** 0 to 1, of all members who have scores. */
  share: number;
  /** Per member, rounded to the minor unit; null of none. */
  averageSpentMinor: string | null;
}

export interface GroupShare extends Share {
  group: RfmGroup;
}

export interface MatrixCell extends Share {
  row: number;
  column: number;
  /** Into which groups they fall, the best first. */
  groups: GroupShare[];
}

export interface Matrix {
  currency: string;
  /** Members who have scores. */
  members: number;
  averageSpentMinor: string | null;
  /** All 25: the row with the highest score first, its columns from the lowest. */
  cells: MatrixCell[];
  /** All groups, in their order. */
  groups: GroupShare[];
  /** When all were last calculated; null before the first time, and while a calculation is under way. */
  calculatedAt: Date | null;
  /** The least value of each score from 2 to 5; null where none has it. Null before the first calculation. */
  cuts: Record<Dimension, (string | null)[]> | null;
}

interface Raw {
  currency: string;
  counted: Counted[];
  calculated_at: string | null;
  recency: string[] | null;
  frequency: string[] | null;
  monetary: string[] | null;
}

interface Counted {
  cell: number;
  members: number;
  spent: string;
}

/** How the members of the scope's brand spread over two dimensions of their scores, and over the groups. */
export async function rfmMatrix(
  { query }: ReadTransaction,
  rows: Dimension,
  columns: Dimension,
): Promise<Matrix> {
  const [raw] = await query<Raw>(
    `select trim(b.currency) as currency, c.finished_at::text as calculated_at, c.recency::text[], c.frequency::text[],
       c.monetary::text[],
       (select coalesce(json_agg(s), '[]') from (
         select cell, count(*)::int as members, sum(spent_minor)::text as spent from member_standing
         where brand_id = b.id and cell is not null group by cell) s) as counted
     from brand b left join standing_calculation c on c.brand_id = b.id where b.id = kolony.current_brand()`,
  );
  const {
    currency,
    counted,
    calculated_at: calculatedAt,
    recency,
    frequency,
    monetary,
  } = found(raw, 'Brand');
  const all = counted.map(({ cell, members, spent }) => ({
    scores: scoresOf(cell),
    group: groupOfCell(cell),
    members,
    spent: BigInt(spent),
  }));
  const total = sumUp(all);
  const shareOf = (some: readonly Part[]): Share => {
    const { members, spent } = sumUp(some);
    return {
      members,
      share: total.members === 0 ? 0 : members / total.members,
      averageSpentMinor:
        members === 0 ? null : String((2n * spent + BigInt(members)) / (2n * BigInt(members))),
    };
  };
  const groupsOf = (some: readonly Part[]): GroupShare[] =>
    rfmGroups.map((group) => ({ group, ...shareOf(some.filter((part) => part.group === group)) }));
  const cells = scores.toReversed().flatMap((row) =>
    scores.map((column): MatrixCell => {
      const some = all.filter((part) => part.scores[rows] === row && part.scores[columns] === column);
      return { row, column, ...shareOf(some), groups: groupsOf(some).filter(({ members }) => members > 0) };
    }),
  );
  return {
    currency,
    members: total.members,
    averageSpentMinor: shareOf(all).averageSpentMinor,
    cells,
    groups: groupsOf(all),
    calculatedAt: calculatedAt === null ? null : new Date(calculatedAt),
    cuts:
      recency && frequency && monetary
        ? { recency: finite(recency), frequency: finite(frequency), monetary: finite(monetary) }
        : null,
  };
}

function finite(cuts: readonly string[]): (string | null)[] {
  return cuts.map((cut) => (infinite.has(cut) ? null : cut));
}

interface Part {
  scores: RfmScores;
  group: RfmGroup;
  members: number;
  spent: bigint;
}

function sumUp(parts: readonly Part[]): { members: number; spent: bigint } {
  return parts.reduce(
    (sum, { members, spent }) => ({ members: sum.members + members, spent: sum.spent + spent }),
    {
      members: 0,
      spent: 0n,
    },
  );
}
