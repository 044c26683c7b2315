import type { Locale } from '@kolony/domain/foundation/scope';
import {
  groupOfCell,
  groupRules,
  type RfmGroup as RfmGroupCode,
  rfmGroups,
} from '@kolony/domain/rfm/rfm.groups.rules';
import type { Dimension } from '@kolony/domain/rfm/rfm.rules';
import { Field, Int, ObjectType, registerEnumType } from 'type-graphql';
import { Column, Computed, Stored, Timestamp } from '../../reading/decorators.ts';

export const RfmDimension = {
  RECENCY: 'recency',
  FREQUENCY: 'frequency',
  MONETARY: 'monetary',
} as const satisfies Record<Uppercase<Dimension>, Dimension>;
registerEnumType(RfmDimension, {
  name: 'RfmDimension',
  description: 'What is scored of a member.',
  valuesConfig: {
    RECENCY: { description: 'How lately they ordered.' },
    FREQUENCY: { description: 'How often.' },
    MONETARY: { description: 'For how much, less refunds.' },
  },
});

export const RfmGroupEnum = {
  CHAMPIONS: 'champions',
  LOYAL: 'loyal',
  POTENTIAL_LOYALISTS: 'potential_loyalists',
  NEW_CUSTOMERS: 'new_customers',
  PROMISING: 'promising',
  NEEDS_ATTENTION: 'needs_attention',
  ABOUT_TO_SLEEP: 'about_to_sleep',
  AT_RISK: 'at_risk',
  CANT_LOSE: 'cant_lose',
  HIBERNATING: 'hibernating',
  LOST: 'lost',
} as const satisfies Record<Uppercase<RfmGroupCode>, RfmGroupCode>;
registerEnumType(RfmGroupEnum, {
  name: 'RfmGroupCode',
  description: 'A group of members by their scores. Each of the 125 combinations is in one of them.',
  valuesConfig: Object.fromEntries(
    rfmGroups.map((code) => [code.toUpperCase(), { description: groupRules[code].description.en }]),
  ),
});

@ObjectType({ description: 'A named group of members by their scores.' })
export class RfmGroup {
  @Field(() => RfmGroupEnum, { description: 'Which one.' })
  code!: RfmGroupCode;

  @Field(() => String, { description: 'Its name, in the language of the request.' })
  name!: string;

  @Field(() => String, { description: 'Who they are, in the language of the request.' })
  description!: string;
}

/** A group as callers see it. */
export function groupIn(code: RfmGroupCode, locale: Locale): RfmGroup {
  const { name, description } = groupRules[code];
  return { code, name: name[locale], description: description[locale] };
}

@Stored({
  name: 'MemberRfm',
  table: 'member_standing',
  allow: 'MEMBER_READ',
  description:
    'How lately, how often and for how much a member ordered, scored from 1, the least, to 5 among the members of the brand. Follows their orders within minutes, by the cut points of the last calculation of all.',
})
export class MemberRfm {
  @Column(
    (row) => `(${row}.cell / 100)`,
    () => Int,
    'Score of how lately they ordered, 1 to 5.',
  )
  recency!: number;

  @Column(
    (row) => `(${row}.cell / 10 % 10)`,
    () => Int,
    'Score of how often they ordered, 1 to 5.',
  )
  frequency!: number;

  @Column(
    (row) => `(${row}.cell % 10)`,
    () => Int,
    'Score of what they spent, 1 to 5.',
  )
  monetary!: number;

  @Computed(
    { cell: 'cell' },
    ({ cell }, _args, { scope }) => groupIn(groupOfCell(Number(cell)), scope.locale),
    () => RfmGroup,
    'The group that the scores make them one of.',
  )
  group!: RfmGroup;

  @Timestamp('scored_at', 'Since when they have these scores (UTC).')
  scoredAt!: Date;
}
