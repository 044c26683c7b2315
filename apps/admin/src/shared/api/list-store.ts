import { firstPage, type PageAsked, pageSize } from './list-page.ts';
import {
  appendPage,
  beginList,
  type Connection,
  type LoadedList,
  prependPage,
  renewStretch,
} from './loaded-list.ts';
import { patched, type Records } from './patch.ts';

/** Rows above the one at the top of the view that are fetched anew with it. */
const above = 20;

export interface ListState<Row> {
  list: LoadedList<Row> | undefined;
  /** Why nothing could be fetched. */
  error: unknown;
  /** Why no further page could be fetched. */
  moreError: unknown;
}

/** One list while it is looked at and afterwards: fetches its pages and keeps what came. */
export class ListStore<Row> {
  readonly #ask: (page: PageAsked) => Promise<Connection<Row> | undefined>;
  #state: ListState<Row> = { list: undefined, error: undefined, moreError: undefined };
  readonly #listeners = new Set<() => void>();
  /** Grows with each new beginning: what was asked for before it is too late. */
  #beginning = 0;
  #busy = false;
  #top = 0;
  #outdated = false;
  #ahead = false;

  constructor(ask: (page: PageAsked) => Promise<Connection<Row> | undefined>) {
    this.#ask = ask;
  }

  readonly state = (): ListState<Row> => this.#state;
  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  get looked(): boolean {
    return this.#listeners.size > 0;
  }
  get size(): number {
    return this.#state.list?.edges.length ?? 0;
  }

  /**
   * Someone is on their way to the list: what they will see first is fetched while the page is rendered.
   * @returns when it is there, or can't be had
   */
  async ahead(start: string | undefined): Promise<void> {
    if (this.#state.list) return;
    this.#restart(start);
    this.#ahead = true;
    await this.#begin(start);
  }

  /** Someone comes back to the list: it is where it was, and asked for anew around there. */
  comeBack(start: string | undefined): void {
    if (this.#wasAhead()) return;
    if (!this.#state.list) this.open(start);
    else if (this.#outdated) void this.#anew();
    else void this.renew();
  }

  /** Someone goes to the list: it begins where they want it to, with what is known of there until the answer comes. */
  open(start: string | undefined): void {
    if (this.#wasAhead()) return;
    this.#restart(start);
    void this.#begin(start);
  }

  #restart(start: string | undefined): void {
    const { list } = this.#state;
    const known = list && list.after === start && !this.#outdated;
    this.#top = 0;
    this.#set({
      list: known
        ? {
            ...list,
            edges: list.edges.slice(0, pageSize),
            hasNext: list.hasNext || list.edges.length > pageSize,
          }
        : undefined,
      error: undefined,
    });
  }

  /** Tells which row stands at the top of the view. */
  readonly look = (top: number): void => {
    this.#top = top;
  };

  readonly next = (): void => {
    const { list } = this.#state;
    const after = list?.edges.at(-1)?.cursor;
    if (list?.hasNext && after)
      void this.#more({ first: pageSize, after, withTotal: false }, (now, page) => appendPage(now, page));
  };

  readonly previous = (): void => {
    const { list } = this.#state;
    const before = list?.edges[0]?.cursor;
    if (list?.after !== undefined && before)
      void this.#more({ first: null, last: pageSize, before, withTotal: false }, prependPage);
  };

  /** Asks again for what is in view and leaves the rest as it is; when that fails, what is there stays. */
  async renew(): Promise<void> {
    const { list } = this.#state;
    if (!list || this.#busy) return;
    const index = this.#stretch();
    const after = list.edges[index - 1]?.cursor ?? list.after;
    const page = await this.#alone(() => this.#ask(firstPage(after)).catch(() => undefined));
    if (page && this.#state.list) this.#set({ list: renewStretch(this.#state.list, index, page) });
  }

  /** What was fetched may be wrong anywhere: the list begins anew around what is in view. */
  readonly refetch = async (): Promise<void> => {
    if (!this.looked) {
      this.#outdated = true;
      return;
    }
    await this.#anew();
  };

  patch(records: Records): void {
    const { list } = this.#state;
    if (!list) return;
    const edges = patched(list.edges, records);
    if (edges !== list.edges) this.#set({ list: { ...list, edges } });
  }

  #wasAhead(): boolean {
    const ahead = this.#ahead;
    this.#ahead = false;
    return ahead;
  }

  #stretch(): number {
    return this.#top < above * 2 ? 0 : this.#top - above;
  }

  async #anew(): Promise<void> {
    const { list } = this.#state;
    await this.#begin(list?.edges[this.#stretch() - 1]?.cursor ?? list?.after);
  }

  async #begin(start: string | undefined): Promise<void> {
    this.#beginning += 1;
    const page = (after: string | undefined) => this.#ask(firstPage(after));
    try {
      let after = start;
      const first = await this.#alone(async () => {
        const there = await page(after);
        if (after === undefined || there?.edges.length !== 0) return there;
        // All that followed is gone: then the list is shown from its start.
        after = undefined;
        return page(after);
      });
      if (!first) return;
      this.#outdated = false;
      this.#set({ list: beginList(first, after), error: undefined, moreError: undefined });
    } catch (error) {
      this.#set({ error });
    }
  }

  async #more(
    asked: PageAsked,
    join: (list: LoadedList<Row>, page: Connection<Row>) => LoadedList<Row>,
  ): Promise<void> {
    if (this.#busy) return;
    if (this.#state.moreError) this.#set({ moreError: undefined });
    try {
      const page = await this.#alone(() => this.#ask(asked));
      if (page && this.#state.list) this.#set({ list: join(this.#state.list, page) });
    } catch (moreError) {
      this.#set({ moreError });
    }
  }

  /** One request at a time; an answer (or a failure) that a new beginning has overtaken is none. */
  async #alone<Answer>(ask: () => Promise<Answer>): Promise<Answer | undefined> {
    this.#busy = true;
    const mine = this.#beginning;
    try {
      const answer = await ask();
      return mine === this.#beginning ? answer : undefined;
    } catch (error) {
      if (mine === this.#beginning) throw error;
      return undefined;
    } finally {
      if (mine === this.#beginning) this.#busy = false;
    }
  }

  #set(change: Partial<ListState<Row>>): void {
    this.#state = { ...this.#state, ...change };
    for (const listener of this.#listeners) listener();
  }
}
