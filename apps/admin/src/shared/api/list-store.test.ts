import { describe, expect, it } from 'vitest';
import type { PageAsked } from './list-page.ts';
import { ListStore } from './list-store.ts';
import type { Connection } from './loaded-list.ts';

interface Row {
  id: number;
}

/** A server with rows 0 to `count` - 1, whose answers wait until they are let go. */
function server(count: number) {
  let ids = Array.from({ length: count }, (_, id) => id);
  const asked: PageAsked[] = [];
  let held: (() => void)[] | undefined;
  const ask = async (page: PageAsked): Promise<Connection<Row>> => {
    asked.push(page);
    if (held) await new Promise<void>((resolve) => held?.push(resolve));
    const at = (cursor: string) => ids.findIndex((id) => id >= Number(cursor));
    const from =
      page.first === null
        ? Math.max(0, at(page.before) - page.last)
        : page.after === undefined
          ? 0
          : ids.filter((id) => id <= Number(page.after)).length;
    const to = page.first === null ? at(page.before) : from + page.first;
    return {
      edges: ids.slice(from, to).map((id) => ({ cursor: String(id), node: { id } })),
      pageInfo: { hasNextPage: to < ids.length, hasPreviousPage: from > 0 },
      totalCount: ids.length,
    };
  };
  return {
    asked,
    ask,
    remove: (gone: (id: number) => boolean) => {
      ids = ids.filter((id) => !gone(id));
    },
    hold: () => {
      held = [];
    },
    release: async () => {
      // The last asked answers first.
      for (const go of (held ?? []).reverse()) {
        go();
        await settle();
      }
      held = undefined;
    },
  };
}
const settle = () => new Promise((resolve) => setTimeout(resolve));
const shown = (store: ListStore<Row>) => store.state().list?.edges.map(({ node }) => node.id) ?? [];

async function opened(count: number, pages = 1) {
  const from = server(count);
  const store = new ListStore(from.ask);
  store.subscribe(() => undefined);
  store.open(undefined);
  await settle();
  for (let page = 1; page < pages; page++) {
    store.next();
    await settle();
  }
  return { from, store };
}

describe('a list in the console', () => {
  it('fetches one page at a time, each once', async () => {
    const { from, store } = await opened(250);
    store.next();
    store.next();
    await settle();
    expect(shown(store)).toHaveLength(200);
    store.next();
    await settle();
    store.next();
    await settle();
    expect(shown(store)).toEqual(Array.from({ length: 250 }, (_, id) => id));
    expect(from.asked).toHaveLength(3);
  });

  it('is where it was when someone comes back, with what changed in view', async () => {
    const { from, store } = await opened(500, 5);
    store.look(260);
    from.remove((id) => id === 270 || id === 10);
    store.comeBack(undefined);
    expect(shown(store)).toHaveLength(500);
    await settle();
    expect(shown(store)).toHaveLength(499);
    expect(shown(store)).not.toContain(270);
    expect(from.asked.at(-1)).toMatchObject({ after: '239' });
  });

  it('begins anew around what is in view when anything may have changed', async () => {
    const { from, store } = await opened(500, 5);
    store.look(260);
    from.remove((id) => id === 10);
    await store.refetch();
    expect(shown(store)).toEqual(Array.from({ length: 100 }, (_, at) => 240 + at));
    store.previous();
    await settle();
    expect(shown(store)[0]).toBe(140);
  });

  it('asks again only once someone looks', async () => {
    const from = server(300);
    const store = new ListStore(from.ask);
    const leave = store.subscribe(() => undefined);
    store.open(undefined);
    await settle();
    leave();
    await store.refetch();
    expect(from.asked).toHaveLength(1);
    from.remove((id) => id === 0);
    // A page comes back to its list before it listens.
    store.comeBack(undefined);
    store.subscribe(() => undefined);
    await settle();
    expect(shown(store)[0]).toBe(1);
  });

  it('forgets an answer that a new beginning has overtaken', async () => {
    const { from, store } = await opened(300);
    from.hold();
    store.next();
    store.open('149');
    await from.release();
    expect(shown(store)).toEqual(Array.from({ length: 100 }, (_, at) => 150 + at));
  });

  it('starts from the beginning when all behind its start is gone', async () => {
    const { from, store } = await opened(300);
    from.remove((id) => id > 50);
    store.open('99');
    await settle();
    expect(shown(store)).toHaveLength(51);
    expect(store.state().list?.after).toBeUndefined();
  });

  it('keeps what is there when nothing more comes, and goes on when asked again', async () => {
    const from = server(300);
    let fails = false;
    const store = new ListStore<Row>((page) =>
      fails ? Promise.reject(new Error('no connection')) : from.ask(page),
    );
    store.subscribe(() => undefined);
    store.open(undefined);
    await settle();
    fails = true;
    store.next();
    await settle();
    await store.renew();
    expect(store.state()).toMatchObject({ moreError: { message: 'no connection' }, error: undefined });
    expect(shown(store)).toHaveLength(100);
    fails = false;
    store.next();
    await settle();
    expect(shown(store)).toHaveLength(200);
    expect(store.state().moreError).toBeUndefined();
  });
});
