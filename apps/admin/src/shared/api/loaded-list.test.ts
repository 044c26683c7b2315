import { describe, expect, it } from 'vitest';
import {
  appendPage,
  beginList,
  type Connection,
  type LoadedList,
  prependPage,
  renewStretch,
  rowsHeld,
} from './loaded-list.ts';

interface Row {
  id: string;
}

function pageOf(ids: string[], hasPreviousPage: boolean, hasNextPage: boolean): Connection<Row> {
  return {
    edges: ids.map((id) => ({ cursor: `c${id}`, node: { id } })),
    pageInfo: { hasPreviousPage, hasNextPage },
  };
}
/** A page of rows named by one letter each; `<` and `>` say that there are more. */
function page(text: string): Connection<Row> {
  return pageOf([...text.replace(/[<>]/g, '')], text.startsWith('<'), text.endsWith('>'));
}
const ids = (list: LoadedList<Row>) => list.edges.map(({ node }) => node.id).join('');

describe('a list that is fetched page by page', () => {
  it('grows in both directions until nothing is left', () => {
    let list = beginList(page('de>'), 'cc');
    expect(list).toMatchObject({ after: 'cc', hasNext: true });
    list = appendPage(list, page('<fg'));
    list = prependPage(list, page('bc>'));
    expect(ids(list)).toBe('bcdefg');
    expect(list).toMatchObject({ after: undefined, hasNext: false });
  });

  it('goes no further where nothing comes', () => {
    expect(prependPage(beginList(page('b>'), 'ca'), page(''))).toMatchObject({ after: undefined });
    expect(appendPage(beginList(page('b>'), 'ca'), page('>'))).toMatchObject({ hasNext: false });
  });

  it('shows a record once that moved from one page to the next', () => {
    const list = beginList(page('abc>'), undefined);
    expect(ids(appendPage(list, page('<cd')))).toBe('abcd');
    expect(ids(prependPage(beginList(page('de'), 'cc'), page('cd>')))).toBe('cde');
  });

  it('holds so many rows and forgets the furthest, which can be fetched again', () => {
    const names = (from: number, count: number) =>
      Array.from({ length: count }, (_, at) => String(from + at));
    const full = beginList(pageOf(names(0, rowsHeld), false, true), undefined);
    const on = appendPage(full, pageOf(names(rowsHeld, 100), true, true));
    expect(on.edges).toHaveLength(rowsHeld);
    expect(on).toMatchObject({ after: 'c99', hasNext: true });
    expect(on.edges[0]?.cursor).toBe('c100');
    const back = prependPage(on, pageOf(names(0, 100), false, true));
    expect(back.edges).toHaveLength(rowsHeld);
    expect(back).toMatchObject({ after: undefined, hasNext: true });
    expect(back.edges.at(-1)?.cursor).toBe(`c${rowsHeld - 1}`);
  });
});

describe('a stretch that comes anew', () => {
  const loaded = appendPage(beginList(page('abc>'), undefined), page('<def>'));

  it('takes in new rows without losing or doubling any', () => {
    expect(ids(renewStretch(loaded, 0, page('xab>')))).toBe('xabcdef');
    expect(ids(renewStretch(loaded, 2, page('cxd>')))).toBe('abcxdef');
  });

  it('drops rows that are gone', () => {
    expect(ids(renewStretch(loaded, 0, page('acd>')))).toBe('acdef');
    expect(ids(renewStretch(loaded, 2, page('ce>')))).toBe('abcef');
  });

  it('has a record that moved only where it is now', () => {
    expect(ids(renewStretch(loaded, 2, page('cad>')))).toBe('bcadef');
    expect(ids(renewStretch(loaded, 0, page('abfc>')))).toBe('abfcde');
  });

  it('ends the list where the old and the new have nothing in common, or nothing follows', () => {
    expect(ids(renewStretch(loaded, 0, page('xyz>')))).toBe('xyz');
    const end = renewStretch(loaded, 0, page('ab'));
    expect(ids(end)).toBe('ab');
    expect(end.hasNext).toBe(false);
  });
});
