import { Migration, Migrator } from '@mikro-orm/migrations';
import { MikroORM } from '@mikro-orm/postgresql';
import type { SqlMigration } from './migrate.ts';

/** Applies those of the migrations that the database has not had yet, in their order; returns their names. */
export async function applyAll(url: string, migrations: readonly SqlMigration[]): Promise<string[]> {
  const orm = new MikroORM({
    clientUrl: url,
    // A login role named like the schema `kolony` would otherwise get its tables there.
    driverOptions: { options: '-c search_path=public' },
    logger: () => undefined,
    entities: [],
    discovery: { warnWhenNoEntities: false },
    extensions: [Migrator],
    migrations: {
      tableName: 'kolony_migration',
      snapshot: false,
      allOrNothing: false,
      disableForeignKeys: false,
      migrationsList: migrations.map(({ name, text }) => ({ name, class: asMigration(text) })),
    },
  });
  try {
    const applied = await orm.migrator.up();
    return applied.map(({ name }) => name);
  } finally {
    await orm.close(true);
  }
}

function asMigration(text: string): new (...args: ConstructorParameters<typeof Migration>) => Migration {
  return class extends Migration {
    override up(): void {
      this.addSql(text);
    }
  };
}
