/** A transition table: from each state, what can be done and where it leads. */
export type Lifecycle<State extends string, Action extends string> = Readonly<
  Record<State, Readonly<Partial<Record<Action, State>>>>
>;

/**
 * Declares a lifecycle and checks it at load: every state that a transition leads to is declared, and every state but
 * the first can be reached.
 */
export function lifecycle<State extends string, Action extends string>(
  name: string,
  initial: NoInfer<State>,
  table: Lifecycle<State, Action>,
): Lifecycle<State, Action> {
  const reached = new Set<string>([initial]);
  const queue: State[] = [initial];
  for (let state = queue.shift(); state !== undefined; state = queue.shift()) {
    for (const next of Object.values(table[state]) as State[]) {
      if (!(next in table)) throw new Error(`${name}: '${state}' leads to '${next}', which is not a state`);
      if (!reached.has(next)) queue.push(next);
      reached.add(next);
    }
  }
  const lost = Object.keys(table).filter((state) => !reached.has(state));
  if (lost.length > 0) throw new Error(`${name}: nothing leads to ${lost.join(', ')}`);
  return table;
}

/** What can be done in a state. Served to clients as `availableActions`, so that none hard-codes it. */
export function availableActions<State extends string, Action extends string>(
  table: Lifecycle<State, Action>,
  state: State,
): Action[] {
  return Object.keys(table[state]) as Action[];
}

/** Where an action leads; undefined when it can't be done in this state. */
export function nextState<State extends string, Action extends string>(
  table: Lifecycle<State, Action>,
  state: State,
  action: Action,
): State | undefined {
  return table[state][action];
}
