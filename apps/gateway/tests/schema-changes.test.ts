import { describe, expect, it } from 'vitest';
import { changeLog, changesOf, inOrder } from '../scripts/schema-changes.ts';

const released = `
  type Query { shop(id: ID!, old: Int @deprecated(reason: "no use")): Shop  former: String @deprecated(reason: "gone soon") }
  type Shop { name: String!  city: String }
  enum Kind { ONE TWO @deprecated(reason: "was never") }
  input Filter { city: String  zip: String @deprecated(reason: "city") }
`;
const changed = (from: string, to: string) => {
  expect(released).toContain(from);
  return changesOf(released, released.replace(from, to));
};

describe('changes of the schema', () => {
  it.each([
    ['a field is gone', '  city: String }\n  enum', ' }\n  enum'],
    ['a field may be null', 'name: String!', 'name: String'],
    ['a field has another type', 'city: String }\n  enum', 'city: Int }\n  enum'],
    ['an argument is gone', 'id: ID!, ', ''],
    ['an argument is demanded', 'id: ID!, ', 'id: ID!, more: Int!, '],
    ['a value of an enum is gone', 'ONE ', ''],
    ['a field of an input is gone', 'input Filter { city: String ', 'input Filter {'],
    ['a field of an input is demanded', 'input Filter {', 'input Filter { more: Int!'],
    ['a type is gone', 'enum Kind { ONE TWO @deprecated(reason: "was never") }', ''],
  ])('breaks clients when %s', async (_, from, to) => {
    expect((await changed(from, to)).breaking).not.toEqual([]);
  });

  it.each([
    ['field', '  former: String @deprecated(reason: "gone soon")', ''],
    ['argument', ', old: Int @deprecated(reason: "no use")', ''],
    ['value of an enum', ' TWO @deprecated(reason: "was never")', ''],
    ['field of an input', '  zip: String @deprecated(reason: "city")', ''],
  ])('lets a %s go that the release had deprecated, and tells of it', async (_, from, to) => {
    const { breaking, dangerous } = await changed(from, to);
    expect(breaking).toEqual([]);
    expect(dangerous).toHaveLength(1);
  });

  it('takes a deprecation that was never released for none', async () => {
    const deprecatedMeanwhile = await changed('city: String }\n  enum', 'city: String @deprecated }\n  enum');
    expect(deprecatedMeanwhile.breaking).toEqual([]);
    expect((await changed('  city: String }\n  enum', ' }\n  enum')).breaking).toEqual([
      "Field 'city' was removed from object type 'Shop'",
    ]);
  });

  it('adds without breaking, and does not heed words', async () => {
    const { breaking, added } = await changed('name: String!', '"Its name." name: String!  open: Boolean!');
    expect(breaking).toEqual([]);
    expect(added).toEqual(["Field 'open' was added to object type 'Shop'"]);
  });

  it('tells of releases in the order of their versions, the latest first', async () => {
    const later = released.replace('name: String!', 'name: String!  open: Boolean!');
    const releases = inOrder([
      { version: '0.10.0', schema: later },
      { version: '0.9.0', schema: released },
    ]);
    const log = await changeLog(releases, later.replace('open', 'open: Boolean!  closed'));
    expect(log.match(/^## .+$/gm)).toEqual(['## Not released yet', '## 0.10.0', '## 0.9.0']);
    expect(log).toContain("- Field 'open' was added");
    expect(log).toContain("- Field 'closed' was added");
  });
});
