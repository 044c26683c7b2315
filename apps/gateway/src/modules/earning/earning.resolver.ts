import { previewRule } from '@kolony/domain/earning/earning.preview.service';
import { recordEvent, simulate } from '@kolony/domain/earning/earning.service';
import { checkInput, createRule, deleteRule, updateRule } from '@kolony/domain/earning/rule.service';
import type { ReadTransaction } from '@kolony/domain/foundation/database';
import type { Outcome } from '@kolony/domain/foundation/errors';
import { encodeId } from '@kolony/domain/foundation/ids';
import { formatMinor } from '@kolony/domain/foundation/money';
import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Ctx, Info, Mutation, Query, Resolver } from 'type-graphql';
import { Allow, AtMost, KeyRequired } from '../../reading/decorators.ts';
import { type Context, write } from '../../server/context.ts';
import { badInput } from '../../server/errors.ts';
import { uuidOf } from '../../server/ids.ts';
import { Cost } from '../../server/limits/directives.ts';
import { keyFrom } from '../points/points.key.ts';
import {
  EarningPreviewInput,
  EarningRuleDeleteInput,
  EarningRuleDeletePayload,
  EarningRuleInput,
  EarningRulePayload,
  EarningRuleUpdateInput,
  MemberEventPayload,
  MemberEventRecordInput,
  PointsSimulateInput,
} from './earning.input.ts';
import { asEarned, Earned, EarningPreview, EarningRule } from './earning.type.ts';

const month = 30 * 86_400_000;

@Resolver()
export class EarningResolver {
  @Query(() => [EarningRule], { description: 'What members get points for, by name.' })
  @Allow('POINTS_READ')
  @AtMost(500)
  earningRules(@Ctx() { reader }: Context, @Info() info: GraphQLResolveInfo) {
    return reader.all(
      EarningRule,
      info,
      ({ row }) => `${row}.brand_id = kolony.current_brand()`,
      (row) => `${row}.name`,
    );
  }

  @Query(() => Earned, { description: 'What an order or an event would give, and why. Nothing is stored.' })
  @Allow('POINTS_READ')
  async pointsSimulate(
    @Ctx() context: Context,
    @Arg('input', () => PointsSimulateInput, { description: 'Of what.' }) input: PointsSimulateInput,
  ) {
    const memberId = input.memberId ? uuidOf('Member', input.memberId) : null;
    const tierId = input.tierId ? uuidOf('Tier', input.tierId) : null;
    return asEarned(await reading(context, (tx) => simulate(tx, { ...input, memberId, tierId })));
  }

  @Query(() => EarningPreview, {
    description: 'What a rule would have cost on orders that there were. Nothing is stored.',
  })
  @Allow('PROGRAMME_UPDATE')
  // Goes through the orders of a month.
  @Cost(1_000)
  async earningPreview(
    @Ctx() context: Context,
    @Arg('input', () => EarningPreviewInput, { description: 'Which rule, and which orders.' })
    input: EarningPreviewInput,
  ) {
    const to = input.to ?? new Date();
    const from = input.from ?? new Date(to.getTime() - month);
    const replacesId = input.replacesId ? uuidOf('EarningRule', input.replacesId) : null;
    const { orders, costMinor, currency, ...rest } = await reading(context, async (tx) => {
      const checked = await checkInput(tx, withTiers(input.rule));
      if (!checked.ok) return checked;
      return { ok: true, value: await previewRule(tx, { rule: checked.value, replacesId, from, to }) };
    });
    return { ...rest, orderCount: orders, cost: { amount: formatMinor(costMinor, currency), currency } };
  }

  @Mutation(() => EarningRulePayload, { description: 'Makes a rule.' })
  @Allow('PROGRAMME_UPDATE')
  earningRuleCreate(
    @Ctx() context: Context,
    @Arg('input', () => EarningRuleInput, { description: 'The rule.' }) input: EarningRuleInput,
  ) {
    return write(
      context,
      (tx) => createRule(tx, withTiers(input)),
      (rule) => ({ rule }),
    );
  }

  @Mutation(() => EarningRulePayload, {
    description: 'Changes a rule. What was earned by it stays, and refunds take back of that.',
  })
  @Allow('PROGRAMME_UPDATE')
  earningRuleUpdate(
    @Ctx() context: Context,
    @Arg('input', () => EarningRuleUpdateInput, { description: 'The rule as it is to be.' })
    input: EarningRuleUpdateInput,
  ) {
    const id = uuidOf('EarningRule', input.id);
    return write(
      context,
      (tx) => updateRule(tx, { ...withTiers(input), id }),
      (rule) => ({ rule }),
    );
  }

  @Mutation(() => EarningRuleDeletePayload, { description: 'Deletes a rule. What was earned by it stays.' })
  @Allow('PROGRAMME_UPDATE')
  earningRuleDelete(
    @Ctx() context: Context,
    @Arg('input', () => EarningRuleDeleteInput, { description: 'Which.' }) input: EarningRuleDeleteInput,
  ) {
    const id = uuidOf('EarningRule', input.id);
    return write(
      context,
      (tx) => deleteRule(tx, { id }),
      (deleted) => ({ deletedId: encodeId('EarningRule', deleted) }),
    );
  }

  @Mutation(() => MemberEventPayload, {
    description:
      'Records that a member did something; points that rules give for it can be spent at once. Once for a key; no more is given than the rules allow on a day. EVENT_HAPPENED of what comes once (a sign-up, a completed profile, a birthday a year) and has; MEMBER_CLOSED.',
  })
  @Allow('POINTS_WRITE')
  @KeyRequired()
  memberEventRecord(
    @Ctx() context: Context,
    @Arg('input', () => MemberEventRecordInput, { description: 'Who, and what.' })
    input: MemberEventRecordInput,
  ) {
    const memberId = uuidOf('Member', input.memberId);
    return write(
      context,
      (tx) => recordEvent(tx, { ...input, memberId, key: keyFrom(context), byHand: true }),
      ({ id, entryId }) => ({ event: id, entry: entryId }),
    );
  }
}

function withTiers<T extends EarningRuleInput>(input: T): T {
  return { ...input, tierIds: input.tierIds?.map((id) => uuidOf('Tier', id)) };
}

async function reading<T>(
  { database, scope, signal }: Context,
  work: (tx: ReadTransaction) => Promise<Outcome<T>>,
): Promise<T> {
  const outcome = await database.read(scope, work, signal, { anywhere: true });
  if (!outcome.ok) throw badInput(...outcome.errors);
  return outcome.value;
}
