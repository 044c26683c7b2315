import { createBrand, updateBrand } from '@kolony/domain/brand/brand.service';
import { newId } from '@kolony/domain/foundation/ids';
import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Ctx, Info, Mutation, Query, Resolver } from 'type-graphql';
import { Allow } from '../../reading/decorators.ts';
import { type Context, payloadOf, write } from '../../server/context.ts';
import { BrandCreateInput, BrandPayload, BrandUpdateInput } from './brand.input.ts';
import { Brand } from './brand.type.ts';

@Resolver()
export class BrandResolver {
  @Query(() => Brand, {
    description: 'The brand at work: of the Kolony-Brand header, or the operator’s first.',
  })
  @Allow('BRAND_READ')
  brand(@Ctx() { reader }: Context, @Info() info: GraphQLResolveInfo) {
    return reader.one(Brand, info, ({ row }) => `${row}.id = kolony.current_brand()`);
  }

  @Mutation(() => BrandPayload, {
    description: 'Makes a further brand, of which the caller becomes the owner.',
  })
  @Allow('BRAND_CREATE')
  async brandCreate(
    @Ctx() context: Context,
    @Arg('input', () => BrandCreateInput, { description: 'The brand.' }) input: BrandCreateInput,
  ) {
    const outcome = await context.database.write({ ...context.scope, brandId: newId() }, (tx) =>
      createBrand(tx, input),
    );
    return payloadOf(context, outcome, (brand) => ({ brand }));
  }

  @Mutation(() => BrandPayload, { description: 'Changes the brand at work.' })
  @Allow('BRAND_UPDATE')
  brandUpdate(
    @Ctx() context: Context,
    @Arg('input', () => BrandUpdateInput, { description: 'What to change.' }) input: BrandUpdateInput,
  ) {
    return write(
      context,
      (tx) => updateBrand(tx, input),
      (brand) => ({ brand }),
    );
  }
}
