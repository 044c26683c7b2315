import type { ConsentPurpose as ConsentPurposeName } from '@kolony/domain/member/consent.rules';
import type { Gender as GenderName, MemberSource } from '@kolony/domain/member/member.rules';
import type { RfmGroup } from '@kolony/domain/rfm/rfm.groups.rules';
import type { Stage } from '@kolony/domain/stage/stage.rules';
import { Field, ID, InputType, Int } from 'type-graphql';
import { DateTimeRange, DecimalRange, IntRange } from '../../reading/ranges.ts';
import { RfmGroupEnum } from '../standing/rfm.type.ts';
import { LifecycleStage } from '../standing/stage.type.ts';
import { ConsentPurpose, Gender, Source } from './member.enums.ts';

@InputType({
  description: 'Which scores members have. What is left out restricts nothing; what is given must all hold.',
})
export class RfmFilter {
  @Field(() => [Int], { nullable: true, description: 'Any of these scores of recency, 1 to 5.' })
  recency?: number[] | null;

  @Field(() => [Int], { nullable: true, description: 'Any of these scores of frequency, 1 to 5.' })
  frequency?: number[] | null;

  @Field(() => [Int], { nullable: true, description: 'Any of these scores of monetary value, 1 to 5.' })
  monetary?: number[] | null;

  @Field(() => [RfmGroupEnum], { nullable: true, description: 'In any of these groups.' })
  groups?: RfmGroup[] | null;
}

@InputType({ description: 'Which members. What is left out restricts nothing; what is given must all hold.' })
export class MemberFilter {
  [key: string]: unknown;

  @Field(() => [MemberFilter], {
    nullable: true,
    description: 'All of these hold. Five levels deep, and 100 filters in all, at most.',
  })
  and?: MemberFilter[] | null;

  @Field(() => [MemberFilter], { nullable: true, description: 'At least one of these holds.' })
  or?: MemberFilter[] | null;

  @Field(() => MemberFilter, { nullable: true, description: 'This does not hold.' })
  not?: MemberFilter | null;

  @Field(() => [Gender], { nullable: true, description: 'Any of these.' })
  gender?: GenderName[] | null;

  @Field(() => [String], { nullable: true, description: 'Any of these provinces, as they are written.' })
  province?: string[] | null;

  @Field(() => [String], { nullable: true, description: 'Any of these cities, as they are written.' })
  city?: string[] | null;

  @Field(() => [Source], { nullable: true, description: 'Came from any of these.' })
  source?: MemberSource[] | null;

  @Field(() => [ID], { nullable: true, description: 'Has any of these tags.' })
  tagIds?: string[] | null;

  @Field(() => DateTimeRange, { nullable: true, description: 'Joined in this span of time.' })
  joinedAt?: DateTimeRange | null;

  @Field(() => DateTimeRange, { nullable: true, description: 'Placed the last order in this span of time.' })
  lastOrderAt?: DateTimeRange | null;

  @Field(() => IntRange, { nullable: true, description: 'Has so many orders.' })
  orderCount?: IntRange | null;

  @Field(() => DecimalRange, { nullable: true, description: 'Has spent so much, in the brand’s currency.' })
  spent?: DecimalRange | null;

  @Field(() => ConsentPurpose, { nullable: true, description: 'Has granted this and not withdrawn it.' })
  hasConsent?: ConsentPurposeName | null;

  @Field(() => RfmFilter, {
    nullable: true,
    description: 'Has these scores. Who has none, for want of a paid order, has none of them.',
  })
  rfm?: RfmFilter | null;

  @Field(() => [LifecycleStage], { nullable: true, description: 'Is in any of these stages.' })
  lifecycleStage?: Stage[] | null;

  @Field(() => [ID], { nullable: true, description: 'Is in any of these tiers.' })
  tierIds?: string[] | null;

  @Field(() => Int, {
    nullable: true,
    description:
      'Has a tier that ends within so many days of the brand’s time zone if nothing is added, 0 to 3,650.',
  })
  tierEndsWithinDays?: number | null;
}
