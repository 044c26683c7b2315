import { createServer } from 'node:http';
import { postgraphile } from 'postgraphile';
import { makePgService } from 'postgraphile/adaptors/pg';
import { grafserv } from 'postgraphile/grafserv/node';
import { PostGraphileAmberPreset } from 'postgraphile/presets/amber';
import { PostGraphileConnectionFilterPreset } from 'postgraphile-plugin-connection-filter';
import { hostSettings } from './host-settings.ts';

/**
 * PostGraphile 5 as its documentation sets it up for production: its preset, prepared statements and plans cached (its
 * defaults), no explorer, no watching, no explanations. Each request takes the role and the brand that Kolony's do.
 */
const { url, poolSize, idleTimeoutMillis, brandId, operatorId } = hostSettings();

const preset: GraphileConfig.Preset = {
  extends: [PostGraphileAmberPreset, PostGraphileConnectionFilterPreset],
  pgServices: [
    makePgService({
      connectionString: url,
      schemas: ['public', 'bench'],
      poolConfig: { max: poolSize, idleTimeoutMillis },
    }),
  ],
  // Lists that are few by nature needn't be connections; all columns of an index may be ordered by, not the first alone.
  schema: { defaultBehavior: 'connection list' },
  disablePlugins: ['PgIndexBehaviorsPlugin'],
  grafserv: { graphiql: false, watch: false, graphqlPath: '/graphql' },
  grafast: {
    explain: false,
    context: () => ({
      pgSettings: { role: 'kolony_app', 'kolony.brand_id': brandId, 'kolony.operator_id': operatorId },
    }),
  },
};

const instance = postgraphile(preset);
const server = createServer();
await instance.createServ(grafserv).addTo(server);
await instance.getSchema();
if (process.env.PRINT_SCHEMA) {
  const { printSchema } = await import('postgraphile/graphql');
  process.stdout.write(printSchema(await instance.getSchema()));
}
server.listen(0, '127.0.0.1', () => process.send?.(server.address()));
