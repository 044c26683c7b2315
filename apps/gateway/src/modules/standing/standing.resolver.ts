import { userError } from '@kolony/domain/foundation/errors';
import { formatMinor } from '@kolony/domain/foundation/money';
import { rfmGroups } from '@kolony/domain/rfm/rfm.groups.rules';
import { type GroupShare, type Matrix, rfmMatrix, type Share } from '@kolony/domain/rfm/rfm.matrix.service';
import type { Dimension } from '@kolony/domain/rfm/rfm.rules';
import { lifecycleFlow } from '@kolony/domain/stage/stage.flow.service';
import { previewSettings } from '@kolony/domain/standing/standing.preview.service';
import { beginCalculation, updateSettings } from '@kolony/domain/standing/standing.service';
import { loadSettings } from '@kolony/domain/standing/standing.settings.store';
import { Arg, Ctx, Int, Mutation, Query, Resolver } from 'type-graphql';
import { Allow, AtMost } from '../../reading/decorators.ts';
import { type Context, write } from '../../server/context.ts';
import { badInput } from '../../server/errors.ts';
import { Cost } from '../../server/limits/directives.ts';
import { JobPayload } from '../job/job.input.ts';
import { LifecycleWeek } from './flow.type.ts';
import { RfmMatrix } from './matrix.type.ts';
import { groupIn, RfmDimension, RfmGroup } from './rfm.type.ts';
import {
  previewOf,
  StandingPreview,
  StandingPreviewInput,
  StandingSettings,
  StandingSettingsPayload,
  StandingSettingsUpdateInput,
  settingsOf,
} from './settings.type.ts';

const anywhere = { anywhere: true } as const;

@Resolver()
export class StandingResolver {
  @Query(() => RfmMatrix, {
    description: 'How the brand’s members spread over two dimensions of their scores.',
  })
  @Allow('MEMBER_READ')
  // Counts all members.
  @Cost(100)
  async rfmMatrix(
    @Ctx() { database, scope, signal }: Context,
    @Arg('rows', () => RfmDimension, { defaultValue: 'recency', description: 'What the rows stand for.' })
    rows: Dimension,
    @Arg('columns', () => RfmDimension, {
      defaultValue: 'frequency',
      description: 'What the columns stand for: something else.',
    })
    columns: Dimension,
  ): Promise<RfmMatrix> {
    if (rows === columns) throw badInput(userError('INVALID_VALUE', 'columns'));
    return matrixOf(
      await database.read(scope, (tx) => rfmMatrix(tx, rows, columns), signal, anywhere),
      scope,
    );
  }

  @Query(() => [RfmGroup], { description: 'The groups that scores make members one of, the best first.' })
  @Allow('MEMBER_READ')
  @AtMost(11)
  rfmGroups(@Ctx() { scope }: Context): RfmGroup[] {
    return rfmGroups.map((code) => groupIn(code, scope.locale));
  }

  @Query(() => [LifecycleWeek], {
    description:
      'The brand’s members by lifecycle stage, week by week up to this one, and who moved between them.',
  })
  @Allow('MEMBER_READ')
  @AtMost(104)
  // Counts all members, and all their changes of that time.
  @Cost(100)
  async lifecycleFlow(
    @Ctx() { database, scope, signal }: Context,
    @Arg('weeks', () => Int, { defaultValue: 12, description: 'How many weeks, 1 to 104.' }) weeks: number,
  ): Promise<LifecycleWeek[]> {
    const outcome = await database.read(scope, (tx) => lifecycleFlow(tx, weeks), signal, anywhere);
    if (!outcome.ok) throw badInput(...outcome.errors);
    return outcome.value.map(({ start, stages, moves }) => ({
      start,
      stages: stages.map(({ stage, members }) => ({ stage, memberCount: members })),
      moves: moves.map(({ from, to, members }) => ({ from, to, memberCount: members })),
    }));
  }

  @Query(() => StandingSettings, {
    description: 'How the brand scores its members and tells their lifecycle stages.',
  })
  @Allow('MEMBER_READ')
  async standingSettings(@Ctx() { database, scope, signal }: Context): Promise<StandingSettings> {
    return settingsOf(await database.read(scope, loadSettings, signal, anywhere));
  }

  @Query(() => StandingPreview, {
    description: 'Where the brand’s members would fall by other settings. Changes nothing.',
  })
  @Allow('MEMBER_READ')
  // Sorts and counts all members.
  @Cost(200)
  async standingPreview(
    @Ctx() { database, scope, signal }: Context,
    @Arg('input', () => StandingPreviewInput, { description: 'The settings.' }) input: StandingPreviewInput,
  ): Promise<StandingPreview> {
    const outcome = await database.read(scope, (tx) => previewSettings(tx, input), signal, anywhere);
    if (!outcome.ok) throw badInput(...outcome.errors);
    return previewOf(outcome.value, scope.locale);
  }

  @Mutation(() => StandingSettingsPayload, {
    description:
      'Changes how the brand scores its members and tells their lifecycle stages, and begins to work out all of them anew.',
  })
  @Allow('PROGRAMME_UPDATE')
  standingSettingsUpdate(
    @Ctx() context: Context,
    @Arg('input', () => StandingSettingsUpdateInput, { description: 'What to change.' })
    input: StandingSettingsUpdateInput,
  ) {
    return write(
      context,
      (tx) => updateSettings(tx, input),
      ({ jobId, ...settings }) => ({ settings: settingsOf(settings), job: jobId }),
    );
  }

  @Mutation(() => JobPayload, {
    description:
      'Begins to work out the scores and stages of all members now, in a job; it is done every night anyway. One at a time in a brand.',
  })
  @Allow('PROGRAMME_UPDATE')
  standingCalculate(@Ctx() context: Context) {
    return write(context, beginCalculation, (job) => ({ job }));
  }
}

function matrixOf(matrix: Matrix, { locale }: Context['scope']): RfmMatrix {
  const { currency, members, cuts, calculatedAt } = matrix;
  const money = (minor: string | null) =>
    minor === null ? null : { amount: formatMinor(minor, currency), currency };
  const share = (part: Share) => ({
    memberCount: part.members,
    share: part.share,
    averageSpent: money(part.averageSpentMinor),
  });
  const groups = (parts: readonly GroupShare[]) =>
    parts.map((part) => ({ ...share(part), group: groupIn(part.group, locale) }));
  return {
    memberCount: members,
    averageSpent: money(matrix.averageSpentMinor),
    cells: matrix.cells.map((cell) => ({
      ...share(cell),
      row: cell.row,
      column: cell.column,
      groups: groups(cell.groups),
    })),
    groups: groups(matrix.groups),
    cutPoints: cuts && {
      recency: cuts.recency.map((moment) => (moment === null ? null : new Date(moment))),
      frequency: cuts.frequency.map((orders) => (orders === null ? null : Number(orders))),
      monetary: cuts.monetary.map((minor) => minor && formatMinor(minor, currency)),
    },
    calculatedAt,
  };
}
