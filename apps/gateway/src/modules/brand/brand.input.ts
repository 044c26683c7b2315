import type { Platform as PlatformName } from '@kolony/domain/brand/brand.rules';
import { Field, InputType, Int, ObjectType } from 'type-graphql';
import { ReadOne } from '../../reading/decorators.ts';
import { CurrencyCode, WebAddress } from '../../server/scalars.ts';
import { UserErrorType } from '../../server/user-error.ts';
import { Brand, Platform } from './brand.type.ts';

@InputType({ description: 'A brand to make.' })
export class BrandCreateInput {
  @Field(() => String, { description: 'Its name, at most 100 characters.' })
  name!: string;

  @Field(() => String, { description: 'IANA time zone, `Asia/Shanghai`.' })
  timeZone!: string;

  @Field(() => CurrencyCode, { description: 'The currency of its amounts.' })
  currency!: string;
}

@InputType({ description: 'An account of the brand on a platform.' })
export class BrandChannelInput {
  @Field(() => Platform, { description: 'The platform.' })
  platform!: PlatformName;

  @Field(() => String, { description: 'The name there, at most 100 characters; once per platform.' })
  accountName!: string;

  @Field(() => String, {
    nullable: true,
    description: 'The platform’s own id of the account, at most 100 characters.',
  })
  accountId?: string | null;

  @Field(() => WebAddress, { nullable: true, description: 'Where it can be visited, https.' })
  url?: string | null;
}

@InputType({
  description:
    'Changes to the brand at work. What is left out stays; null or empty clears it, and is REQUIRED for name, time zone and currency.',
})
export class BrandUpdateInput {
  @Field(() => Int, { description: 'The version that the change is based on.' })
  version!: number;

  @Field(() => String, { nullable: true, description: 'Name, 1 to 100 characters.' })
  name?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'What it stands for, for whom; at most 500 characters.',
  })
  positioning?: string | null;

  @Field(() => String, { nullable: true, description: 'How it speaks; at most 1,000 characters.' })
  toneOfVoice?: string | null;

  @Field(() => String, { nullable: true, description: 'Where it comes from; at most 10,000 characters.' })
  story?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Logo: an https address, or a PNG, JPEG, WebP or GIF of at most 200 kB as a `data:` URL.',
  })
  logoUrl?: string | null;

  @Field(() => String, { nullable: true, description: 'First colour, `#rrggbb`.' })
  primaryColor?: string | null;

  @Field(() => String, { nullable: true, description: 'Second colour, `#rrggbb`.' })
  secondaryColor?: string | null;

  @Field(() => String, { nullable: true, description: 'IANA time zone.' })
  timeZone?: string | null;

  @Field(() => CurrencyCode, { nullable: true, description: 'Currency; refused once the brand has orders.' })
  currency?: string | null;

  @Field(() => [BrandChannelInput], {
    nullable: true,
    description:
      'All of its accounts, in their order, at most 50. One that is left out of the list goes; the same platform and name is the same account.',
  })
  channels?: BrandChannelInput[] | null;
}

@ObjectType({ description: 'The brand as it is now.' })
export class BrandPayload {
  @ReadOne(() => Brand, 'The brand; null when it was refused.')
  brand?: string | null;

  @Field(() => [UserErrorType], { description: 'What to mend; empty when it was done.' })
  userErrors!: UserErrorType[];
}
