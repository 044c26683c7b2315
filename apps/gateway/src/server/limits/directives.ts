import {
  DirectiveLocation,
  GraphQLBoolean,
  GraphQLDirective,
  GraphQLInt,
  GraphQLList,
  GraphQLNonNull,
  GraphQLString,
} from 'graphql';
import { Extensions } from 'type-graphql';

/** What `@listSize` says of a field. */
export interface ListSize {
  assumedSize: number;
  slicingArguments?: readonly string[];
  sizedFields?: readonly string[];
  requireOneSlicingArgument?: boolean;
}

/** What a field costs beside what it gives, in points: for statements that do more than read a row by an index. */
export function Cost(weight: number): MethodDecorator & PropertyDecorator {
  return Extensions({ cost: weight });
}

/** Says of a type made by `defineList` that fields of it are pages. */
export function Pages(): ClassDecorator {
  return Extensions({ pages: true });
}

export const costDirective = new GraphQLDirective({
  name: 'cost',
  description:
    'What this adds to the cost of an operation, in points. Without it an object costs 1 and a leaf nothing, each as often as it can come back. That of an argument is added when it is given, and is neither null nor false.',
  locations: [DirectiveLocation.FIELD_DEFINITION, DirectiveLocation.ARGUMENT_DEFINITION],
  args: {
    weight: { type: new GraphQLNonNull(GraphQLString), description: 'The points, as a decimal number.' },
  },
});

export const listSizeDirective = new GraphQLDirective({
  name: 'listSize',
  description:
    'As how long a list is counted before it is read. What was not there is given back afterwards.',
  locations: [DirectiveLocation.FIELD_DEFINITION],
  args: {
    assumedSize: { type: GraphQLInt, description: 'The length, where no argument says it.' },
    slicingArguments: {
      type: new GraphQLList(new GraphQLNonNull(GraphQLString)),
      description: 'Arguments that say it: by their number, or by the length of the list they are.',
    },
    sizedFields: {
      type: new GraphQLList(new GraphQLNonNull(GraphQLString)),
      description: 'Fields of the object given that are as long, rather than the field itself.',
    },
    requireOneSlicingArgument: {
      type: GraphQLBoolean,
      defaultValue: true,
      description: 'Whether one of those arguments has to be given.',
    },
  },
});
