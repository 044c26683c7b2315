import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decodeId, decodeIdOf, encodeId, idPrefixes, type Noun, newId } from './ids.ts';

const noun = fc.constantFrom(...Object.keys(idPrefixes).filter((name): name is Noun => name in idPrefixes));

test('the public form of an id is that of the TypeID specification', () => {
  // Examples of the specification's valid.yml.
  expect(encodeId('Member', '00000000-0000-0000-0000-000000000000')).toBe(
    'member_00000000000000000000000000',
  );
  expect(encodeId('Member', '00000000-0000-0000-0000-00000000000a')).toBe(
    'member_0000000000000000000000000a',
  );
  expect(encodeId('Member', '01890a5d-ac96-774b-bcce-b302099a8057')).toBe(
    'member_01h455vb4pex5vsknk084sn02q',
  );
  expect(encodeId('Member', 'ffffffff-ffff-ffff-ffff-ffffffffffff')).toBe(
    'member_7zzzzzzzzzzzzzzzzzzzzzzzzz',
  );
});

test('every UUID comes back, with its noun, and ids sort as their UUIDs do', () => {
  fc.assert(
    fc.property(noun, fc.uuid(), fc.uuid(), (name, a, b) => {
      expect(decodeId(encodeId(name, a))).toEqual({ noun: name, uuid: a });
      expect(decodeIdOf(name, encodeId(name, a))).toBe(a);
      expect(encodeId(name, a) < encodeId(name, b)).toBe(a < b);
    }),
  );
});

test('what is no id of this noun is undefined, and never throws', () => {
  const good = encodeId('Member', '01890a5d-ac96-774b-bcce-b302099a8057');
  expect(decodeIdOf('Order', good)).toBeUndefined();
  for (const bad of [
    '',
    'member',
    'member_',
    good.slice(0, -1),
    `${good}0`,
    good.toUpperCase(),
    good.replace('member', 'nobody'),
    good.replace('member_', 'member__'),
    // Beyond 128 bits, and letters that the alphabet leaves out.
    'member_8zzzzzzzzzzzzzzzzzzzzzzzzz',
    'member_01h455vb4pex5vsknk084sn02l',
    ` ${good}`,
    `${good}\n`,
    '01890a5d-ac96-774b-bcce-b302099a8057',
  ]) {
    expect([bad, decodeId(bad)]).toEqual([bad, undefined]);
  }
  fc.assert(fc.property(fc.string(), (text) => void decodeId(text)));
});

test('prefixes are of one noun each; new ids are different and ordered by time', () => {
  expect(new Set(Object.values(idPrefixes)).size).toBe(Object.keys(idPrefixes).length);
  const made = Array.from({ length: 10_000 }, newId);
  expect(new Set(made).size).toBe(made.length);
  expect([...made].sort()).toEqual(made);
  expect(made[0]).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
});
