import type { ReadTransaction } from '../foundation/database.ts';
import { done, type Outcome, refused } from '../foundation/errors.ts';
import { living } from '../member/living.ts';
import { type Cuts, cellSql, makeCuts } from '../rfm/rfm.cuts.ts';
import { groupOfCell, type RfmGroup, rfmGroups } from '../rfm/rfm.groups.rules.ts';
import { type Dimension, dimensions, scores, scoresOf } from '../rfm/rfm.rules.ts';
import { stageBoundaries, stageSql } from '../stage/stage.boundaries.ts';
import { type Stage, stages } from '../stage/stage.rules.ts';
import { changedSettings, checkSettings, type SettingsChanges } from './standing.settings.rules.ts';
import { loadSettings } from './standing.settings.store.ts';

export interface StandingPreview {
  /** All members, and those of them who have scores. */
  members: number;
  scored: number;
  /** How many would get each score, from 1 to 5. */
  scores: Record<Dimension, { score: number; members: number }[]>;
  groups: { group: RfmGroup; members: number }[];
  stages: { stage: Stage; members: number }[];
}

/**
 * How many members of the scope's brand would fall where by other settings, or by those it has; what is left out is as it
 * has it. Nothing is written. Errors as of `updateSettings`.
 */
export async function previewSettings(
  tx: ReadTransaction,
  changes: SettingsChanges,
): Promise<Outcome<StandingPreview>> {
  const brand = await loadSettings(tx);
  const settings = changedSettings(brand.settings, changes, brand.currency);
  const errors = checkSettings(settings);
  if (errors.length > 0) return refused(...errors);
  const now = new Date();
  const { cuts } = await makeCuts(tx, { ...brand, settings }, now);
  const boundaries = await stageBoundaries(tx, settings, brand.timeZone, now);
  const counted = await count(tx, cuts, boundaries);
  const sum = (which: (part: Counted) => boolean) =>
    counted.reduce((all, part) => (which(part) ? all + part.members : all), 0);
  const scoresIn = (dimension: Dimension) =>
    scores.map((score) => ({
      score,
      members: sum(({ cell }) => cell !== null && scoresOf(cell)[dimension] === score),
    }));
  const [recency, frequency, monetary] = dimensions.map(scoresIn);
  return done({
    members: sum(() => true),
    scored: sum(({ cell }) => cell !== null),
    scores: { recency: recency ?? [], frequency: frequency ?? [], monetary: monetary ?? [] },
    groups: rfmGroups.map((group) => ({
      group,
      members: sum(({ cell }) => cell !== null && groupOfCell(cell) === group),
    })),
    stages: stages.map((stage) => ({ stage, members: sum((part) => part.stage === stage) })),
  });
}

interface Counted {
  cell: number | null;
  stage: Stage;
  members: number;
}

async function count(
  { query, scope }: ReadTransaction,
  cuts: Cuts,
  boundaries: string[],
): Promise<Counted[]> {
  return await query<Counted>(
    `select ${cellSql('m')} as cell, ${stageSql('m')} as stage, count(*)::int as members
     from member m where m.brand_id = $1 and ${living('m')} group by 1, 2`,
    [scope.brandId, cuts.recency, cuts.frequency, cuts.monetary, boundaries],
  );
}
