import pg from 'pg';

type Rows = Record<string, unknown>[];

/**
 * The last statement of a transaction, and right behind it the end of that: both are answered at once. When it fails, the
 * transaction is still to be rolled back.
 */
export class LastStatement extends pg.Query {
  declare name: string | undefined;
  declare queryMode: 'extended';

  /** @param name by which the connection keeps it */
  constructor(
    text: string,
    values: readonly unknown[],
    name: string | undefined,
    answered: (error: Error | null, rows: Rows) => void,
  ) {
    super(text, [...values], (error, results) => {
      const [result] = Array.isArray(results) ? (results as { rows: Rows }[]) : [];
      answered(error ?? null, result?.rows ?? []);
    });
    this.name = name;
    // It takes one statement only.
    this.queryMode = 'extended';
  }

  /** What `pg.Query` sends once the values are bound: that the rows are to come, and otherwise that this is all. */
  _getRows(connection: pg.Connection): void {
    connection.execute({}, false);
    connection.parse({ text: 'commit', name: '', types: [] }, false);
    connection.bind({}, false);
    connection.execute({}, false);
    connection.sync();
  }
}
