import type { LadderPreview } from '../src/tier/ladder.preview.rules.ts';
import { runPreview } from '../src/tier/ladder.preview.run.ts';
import { beginPreview } from '../src/tier/ladder.preview.service.ts';
import type { ChangeLadder } from '../src/tier/ladder.service.ts';
import type { StandingStory } from './standing-story.ts';

/** What is stored of a preview. */
export interface PreviewRow {
  reached: string;
  counted: number;
  result: LadderPreview | null;
}

export async function previewRow({ rows }: Pick<StandingStory, 'rows'>, id: string): Promise<PreviewRow> {
  const [row] = await rows<PreviewRow>(
    'select reached, jsonb_array_length(counted) as counted, result from tier_ladder_preview where id = $1',
    [id],
  );
  if (!row) throw new Error('the preview is gone');
  return row;
}

/** What a change of the ladder would do, counted so many members a portion. */
export async function previewed(
  story: Pick<StandingStory, 'act' | 'rows' | 'database' | 'scope'>,
  input: ChangeLadder,
  atOnce?: number,
): Promise<LadderPreview> {
  const id = await story.act((tx) => beginPreview(tx, input));
  await runPreview(story.database, story.scope, id, atOnce ? { atOnce } : {});
  const { result } = await previewRow(story, id);
  if (!result) throw new Error('the preview has not come to its end');
  return result;
}
