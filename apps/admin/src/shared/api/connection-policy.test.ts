import { gql, InMemoryCache } from '@apollo/client';
import { describe, expect, it } from 'vitest';
import { pageByPage } from './connection-policy.ts';

const query = gql`
  query Things($after: String, $before: String, $kind: String, $withTotal: Boolean!) {
    things(after: $after, before: $before, kind: $kind) {
      edges { cursor node { id } }
      pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
      totalCount @include(if: $withTotal)
    }
  }
`;

interface Variables {
  after?: string;
  before?: string;
  kind?: string;
  withTotal?: boolean;
}

function setUp() {
  const cache = new InMemoryCache({
    typePolicies: { Query: { fields: { things: pageByPage(['kind']) } } },
  });
  const write = (ids: string[], variables: Variables, [previous, next]: [boolean, boolean]) =>
    cache.writeQuery({
      query,
      variables: { withTotal: true, ...variables },
      data: {
        things: {
          __typename: 'Things',
          edges: ids.map((id) => ({ __typename: 'Edge', cursor: id, node: { __typename: 'Thing', id } })),
          pageInfo: {
            __typename: 'PageInfo',
            hasNextPage: next,
            hasPreviousPage: previous,
            startCursor: ids[0] ?? null,
            endCursor: ids.at(-1) ?? null,
          },
          ...(variables.withTotal !== false && { totalCount: 9 }),
        },
      },
    });
  const read = (kind?: string) => {
    const found: { things: { edges: { cursor: string }[]; pageInfo: object; totalCount: number } } | null =
      cache.readQuery({ query, variables: { withTotal: true, ...(kind && { kind }) } });
    return found && { ...found.things, cursors: found.things.edges.map(({ cursor }) => cursor).join('') };
  };
  return { write, read };
}

describe('pages of a connection', () => {
  it('join in both directions, and keep the total of the first', () => {
    const { write, read } = setUp();
    write(['d', 'e'], {}, [true, true]);
    write(['f', 'g'], { after: 'e', withTotal: false }, [true, false]);
    write(['b', 'c'], { before: 'd', withTotal: false }, [false, true]);
    expect(read()).toMatchObject({ cursors: 'bcdefg', totalCount: 9 });
    expect(read()?.pageInfo).toMatchObject({
      hasNextPage: false,
      hasPreviousPage: false,
      startCursor: 'b',
      endCursor: 'g',
    });
  });

  it('begin anew when asked from the start or from elsewhere', () => {
    const { write, read } = setUp();
    write(['a', 'b'], {}, [false, true]);
    write(['c'], { after: 'b' }, [true, true]);
    write(['a'], {}, [false, true]);
    expect(read()?.cursors).toBe('a');
    write(['x'], { after: 'w' }, [false, true]);
    expect(read()).toMatchObject({ cursors: 'x', pageInfo: { hasPreviousPage: true } });
  });

  it('stay whole when an answer comes twice', () => {
    const { write, read } = setUp();
    write(['a', 'b'], {}, [false, true]);
    write(['c', 'd'], { after: 'b', withTotal: false }, [true, true]);
    write(['c', 'd'], { after: 'b', withTotal: false }, [true, true]);
    expect(read()).toMatchObject({ cursors: 'abcd', totalCount: 9, pageInfo: { endCursor: 'd' } });
  });

  it('are kept apart by what they were asked for', () => {
    const { write, read } = setUp();
    write(['a'], {}, [false, false]);
    write(['z'], { kind: 'other' }, [false, false]);
    expect([read()?.cursors, read('other')?.cursors]).toEqual(['a', 'z']);
  });
});
