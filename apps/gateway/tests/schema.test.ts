import { messages } from '@kolony/domain/foundation/error-messages';
import { permissionMatrix, type Role, roles } from '@kolony/domain/foundation/permissions';
import {
  type GraphQLNamedType,
  getNamedType,
  getNullableType,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isIntrospectionType,
  isListType,
  isNonNullType,
  isObjectType,
  isSpecifiedScalarType,
} from 'graphql';
import { Query, Resolver } from 'type-graphql';
import { describe, expect, it } from 'vitest';
import { createApiSchema } from '../src/modules/modules.ts';
import { Allow } from '../src/reading/decorators.ts';
import { type Allowed, type Source, storedClassNamed, storedType } from '../src/reading/sources.ts';
import { createSchema } from '../src/server/schema.ts';

const schema = createApiSchema();
const types = Object.values(schema.getTypeMap()).filter(
  (type) => !isIntrospectionType(type) && !isSpecifiedScalarType(type),
);

/** Every part of a type that a reader of the schema meets, by its path. */
function elements(type: GraphQLNamedType): [path: string, description: string | null | undefined][] {
  const found: [string, string | null | undefined][] = [[type.name, type.description]];
  if (isEnumType(type))
    for (const value of type.getValues()) found.push([`${type.name}.${value.name}`, value.description]);
  if (isObjectType(type) || isInterfaceType(type) || isInputObjectType(type)) {
    for (const field of Object.values(type.getFields())) {
      found.push([`${type.name}.${field.name}`, field.description]);
      if ('args' in field)
        for (const arg of field.args)
          found.push([`${type.name}.${field.name}(${arg.name}:)`, arg.description]);
    }
  }
  return found;
}

/** What is asked for before this field is read, beside what its type asks for. */
function neededBy(source: Source | undefined): Allowed[] {
  if (!source) return [];
  if (source.kind === 'computed') return source.allow ? [source.allow({ reveal: true })] : [];
  if (source.kind === 'oneOf')
    return source.nouns.flatMap((noun) => {
      const stored = storedClassNamed(noun);
      return stored ? [storedType(stored).allow] : [];
    });
  if (source.kind !== 'connection') return [storedType(source.type()).allow];
  return [storedType(source.list().type()).allow, source.allow ?? 'ANYONE'];
}

function userErrorFields() {
  const type = schema.getType('UserError');
  return isObjectType(type) ? type.getFields() : {};
}

describe('the schema', () => {
  it('describes every element', () => {
    const bare = types.flatMap(elements).filter(([, description]) => !description?.trim());
    expect(bare.map(([path]) => path)).toEqual([]);
  });

  it('says of every field of a stored type where it comes from', () => {
    const lost = types.filter(isObjectType).flatMap((type) => {
      const stored = storedClassNamed(type.name);
      if (!stored) return [];
      const { fields } = storedType(stored);
      return Object.keys(type.getFields())
        .filter((name) => !fields.has(name))
        .map((name) => `${type.name}.${name}`);
    });
    expect(lost).toEqual([]);
  });

  it('lets null stand where a role can be refused a part of what it may read', () => {
    const mayRead = (role: Role, allow: Allowed) =>
      allow === 'ANYONE' ||
      allow === 'SIGNED_IN' ||
      [...permissionMatrix[role]].some((permission) => permission === allow);
    const hard = types.filter(isObjectType).flatMap((type) => {
      const stored = storedClassNamed(type.name);
      if (!stored) return [];
      const { allow, fields } = storedType(stored);
      const readers = roles.filter((role) => mayRead(role, allow));
      return Object.values(type.getFields())
        .filter((field) => {
          const needed = neededBy(fields.get(field.name));
          return (
            isNonNullType(field.type) && readers.some((role) => needed.some((need) => !mayRead(role, need)))
          );
        })
        .map((field) => `${type.name}.${field.name}`);
    });
    expect(hard).toEqual([]);
  });

  it('says of every root field who may use it', () => {
    const roots = [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()].filter(
      (type) => type != null,
    );
    const open = roots.flatMap((type) =>
      Object.values(type.getFields())
        .filter((field) => !field.extensions.allow)
        .map((field) => `${type.name}.${field.name}`),
    );
    expect(open).toEqual([]);
  });

  it('says so in the descriptions, of root fields and of what is read by `node`, too', () => {
    const query = schema.getQueryType();
    const mutation = schema.getMutationType();
    expect(query?.getFields().members?.description).toContain('Needs MEMBER_READ.');
    expect(query?.getFields().installation?.description).toContain('Needs no sign-in.');
    expect(mutation?.getFields().signOut?.description).toContain('Needs a sign-in.');
    expect(mutation?.getFields().brandCreate?.description).toContain('Needs BRAND_CREATE.');
    expect(schema.getType('ImportProblem')?.description).toContain('Reading it needs IMPORT_READ.');
  });

  it('does not start with a root field that says nothing', () => {
    @Resolver()
    class Careless {
      @Query(() => String, { description: 'Open to all?' })
      careless() {
        return '';
      }
    }
    @Resolver()
    class Careful {
      @Query(() => String, { description: 'Open to all.' })
      @Allow('ANYONE')
      careful() {
        return '';
      }
    }
    expect(() => createSchema({ resolvers: [Careless], nouns: [] })).toThrow(/Query\.careless/);
    expect(() => createSchema({ resolvers: [Careful], nouns: [] })).not.toThrow();
  });

  it('lets every root field fail by itself', () => {
    const fields = [schema.getQueryType(), schema.getMutationType()].flatMap((type) =>
      Object.values(type?.getFields() ?? {}),
    );
    expect(fields.filter(({ type }) => isNonNullType(type)).map(({ name }) => name)).toEqual([]);
  });

  it('tells every code of the domain, with what it says', () => {
    const codes = schema.getType('ErrorCode');
    const told = isEnumType(codes)
      ? codes.getValues().map(({ name, description }) => [name, description])
      : [];
    expect(Object.fromEntries(told)).toEqual(
      Object.fromEntries(Object.entries(messages).map(([code, { en }]) => [code, en])),
    );
    expect(String(getNamedType(userErrorFields().code?.type))).toBe('ErrorCode');
  });

  it('lets every mutation say what to mend', () => {
    const mute = Object.values(schema.getMutationType()?.getFields() ?? {}).filter((field) => {
      const payload = getNamedType(field.type);
      return !isObjectType(payload) || !payload.getFields().userErrors;
    });
    expect(mute.map(({ name }) => name)).toEqual([]);
  });

  it('bounds every list of stored rows', () => {
    const lists = types
      .filter(isObjectType)
      // Rows that belong to one row are few by nature, or have pages of their own.
      .filter((type) => !storedClassNamed(type.name) && !isPartOfPage(type.name))
      .flatMap((type) => Object.values(type.getFields()).map((field) => ({ type, field })))
      .filter(
        ({ field }) =>
          isListType(getNullableType(field.type)) && storedClassNamed(getNamedType(field.type).name),
      );
    expect(lists.map(({ field }) => field.name)).toEqual(
      expect.arrayContaining(['tags', 'invitations', 'sessions', 'brandOperators', 'savedViews']),
    );
    const endless = lists.filter(({ field }) => !/At most [\d,]+\./.test(field.description ?? ''));
    expect(endless.map(({ type, field }) => `${type.name}.${field.name}`)).toEqual([]);
  });

  it('lets every connection be paged through', () => {
    const connections = types
      .filter(isObjectType)
      .flatMap((type) => Object.values(type.getFields()))
      .filter((field) => getNamedType(field.type).name.endsWith('Connection'));
    expect(connections.length).toBeGreaterThan(5);
    for (const field of connections)
      expect(
        field.args.map(({ name }) => name),
        field.name,
      ).toEqual(expect.arrayContaining(['first', 'after', 'last', 'before']));
  });
});

function isPartOfPage(name: string): boolean {
  return name.endsWith('Connection') || name.endsWith('Edge');
}
