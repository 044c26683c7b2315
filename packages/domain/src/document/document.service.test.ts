import { testDatabase } from '@kolony/testkit/database';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { Database } from '../foundation/database.ts';
import { done } from '../foundation/errors.ts';
import { systemScope } from '../foundation/scope.ts';
import { type ShippedDocument, shipDocuments, shippedDocument } from './document.service.ts';

let testing: Awaited<ReturnType<typeof testDatabase>>;
let database: Database;
beforeAll(async () => {
  testing = await testDatabase();
  database = await Database.open({ url: testing.url });
});
afterAll(async () => {
  await database.close();
  await testing.drop();
});

const named = (letter: string): ShippedDocument => ({ hash: letter.repeat(64), document: `{ ${letter} }` });
const ship = (...letters: string[]) =>
  database.write(systemScope(), async (tx) => {
    await shipDocuments(tx, letters.map(named));
    return done(null);
  });
const known = (letter: string) =>
  database.read(systemScope(), (tx) => shippedDocument(tx, letter.repeat(64)));
const pass = (days: number) =>
  database.write(systemScope(), async (tx) => {
    await tx.query(`update trusted_document set retired_at = retired_at - make_interval(days => $1)`, [days]);
    return done(null);
  });

it('what releases ask is known while they change, and forgotten a month after the last of them', async () => {
  await ship('a', 'b');
  await ship('b', 'c');
  expect(await Promise.all(['a', 'b', 'c', 'd'].map(known))).toEqual(['{ a }', '{ b }', '{ c }', undefined]);
  await pass(29);
  // A process of the release before starts once more, and ends.
  await ship('a', 'b');
  await ship('b', 'c');
  await pass(29);
  await ship('b', 'c');
  expect(await known('a')).toBe('{ a }');
  await pass(2);
  await ship('b', 'c');
  expect(await Promise.all(['a', 'b', 'c'].map(known))).toEqual([undefined, '{ b }', '{ c }']);
});

it('many processes start at once', async () => {
  await Promise.all(
    Array.from({ length: 8 }, (_, at) => (at % 2 ? ship('b', 'c', 'e') : ship('f', 'e', 'b'))),
  );
  expect(await Promise.all(['b', 'c', 'e', 'f'].map(known))).toEqual(['{ b }', '{ c }', '{ e }', '{ f }']);
});
