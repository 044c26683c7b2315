import { Field, ID, InterfaceType } from 'type-graphql';

@InterfaceType({
  description: 'Anything with an id of its own: `node(id:)` finds it.',
  resolveType: (value: { __typename: string }) => value.__typename,
})
export abstract class Node {
  @Field(() => ID, {
    description:
      'Globally unique and opaque; its prefix names the noun: `member_01h455vb4pex5vsknk084sn02q`.',
  })
  id!: string;
}
