import type { NonEmptyArray } from 'type-graphql';
import { NodeResolver } from './node/node.resolver.ts';
import { ViewResolver } from './view/view.resolver.ts';

/** Every resolver of the API, by noun. */
// biome-ignore lint/complexity/noBannedTypes: the type that type-graphql takes
export const resolvers: NonEmptyArray<Function> = [NodeResolver, ViewResolver];

/** Stored types that are reached only through `node`: the schema must know them all the same. */
// biome-ignore lint/complexity/noBannedTypes: the type that type-graphql takes
export const nouns: Function[] = [];
