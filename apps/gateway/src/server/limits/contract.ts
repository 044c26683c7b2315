import {
  astFromValue,
  type GraphQLDirective,
  type GraphQLSchema,
  isObjectType,
  Kind,
  lexicographicSortSchema,
  type ObjectTypeDefinitionNode,
  parse,
  print,
  printSchema,
} from 'graphql';
import { type Declared, declaredOf } from './declare-costs.ts';
import { costDirective, listSizeDirective } from './directives.ts';

/** The schema as text, sorted, with the directives that stand on its fields: graphql-js prints none but deprecations. */
export function contractOf(schema: GraphQLSchema): string {
  const text = printSchema(lexicographicSortSchema(schema));
  const insertions = parse(text)
    .definitions.filter((definition) => definition.kind === Kind.OBJECT_TYPE_DEFINITION)
    .flatMap((definition) => insertionsIn(schema, definition))
    .sort((a, b) => b.at - a.at);
  const printed = insertions.reduce(
    (all, { at, added }) => `${all.slice(0, at)}${added}${all.slice(at)}`,
    text,
  );
  return `${printed}\n`;
}

interface Insertion {
  at: number;
  added: string;
}

function insertionsIn(schema: GraphQLSchema, { name, fields }: ObjectTypeDefinitionNode): Insertion[] {
  const type = schema.getType(name.value);
  if (!isObjectType(type)) return [];
  return (fields ?? []).flatMap((fieldNode) => {
    const field = type.getFields()[fieldNode.name.value];
    if (!field) return [];
    const args = (fieldNode.arguments ?? []).flatMap((argNode) => {
      const arg = field.args.find((one) => one.name === argNode.name.value);
      return arg ? insertion(argNode.loc?.end, declaredOf(arg)) : [];
    });
    return [...args, ...insertion(fieldNode.loc?.end, declaredOf(field))];
  });
}

function insertion(at: number | undefined, { cost, listSize }: Declared): Insertion[] {
  const texts = [
    ...(cost ? [textOf(costDirective, { ...cost })] : []),
    ...(listSize ? [textOf(listSizeDirective, { ...listSize })] : []),
  ];
  return at === undefined || texts.length === 0 ? [] : [{ at, added: ` ${texts.join(' ')}` }];
}

function textOf(directive: GraphQLDirective, values: Record<string, unknown>): string {
  const args = directive.args.flatMap(({ name, type }) => {
    const value = values[name] === undefined ? undefined : astFromValue(values[name], type);
    return value ? [`${name}: ${print(value)}`] : [];
  });
  return `@${directive.name}(${args.join(', ')})`;
}
