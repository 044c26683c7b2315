/** Who may know whom. See docs/adr and CONTRIBUTING.md. */
const rule = (name, comment, from, to) => ({ name, comment, severity: 'error', from, to });

module.exports = {
  forbidden: [
    rule(
      'no-circles',
      'Modules that need each other are one module. Types of the API alone refer to each other, as the graph does.',
      { pathNot: '^apps/gateway/src/modules/.+\\.(type|list)\\.ts$' },
      { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    ),
    rule(
      'apps-stay-apart',
      'An app never imports another app.',
      { path: '^apps/([^/]+)/' },
      { path: '^apps/', pathNot: '^apps/$1/' },
    ),
    rule('packages-know-no-app', 'Packages know no app.', { path: '^packages/' }, { path: '^apps/' }),
    rule(
      'domain-knows-no-transport',
      'The domain knows no GraphQL, no HTTP and no React.',
      { path: '^packages/domain/src' },
      { path: 'node_modules/(@apollo|graphql|type-graphql|fastify|@fastify|react|@mui|express)' },
    ),
    rule(
      'rules-are-pure',
      'Rules are pure functions: they use no entity, service, job or database.',
      { path: '\\.rules\\.ts$' },
      {
        path: '(\\.(entity|service|jobs)\\.ts|foundation/(database|jobs|relay)\\.ts)$',
        dependencyTypesNot: ['type-only'],
      },
    ),
    rule(
      'entities-know-no-use-case',
      'Entities know no service and no job.',
      { path: '\\.entity\\.ts$' },
      { path: '\\.(service|jobs)\\.ts$' },
    ),
    rule(
      'services-know-no-job',
      'Services know no job.',
      { path: '\\.service\\.ts$' },
      { path: '\\.jobs\\.ts$', dependencyTypesNot: ['type-only'] },
    ),
    rule(
      'resolvers-are-thin',
      'A resolver calls a service or the reading layer: no ORM, no SQL.',
      { path: '\\.resolver\\.ts$' },
      { path: '(node_modules/(@mikro-orm|pg|kysely)|\\.entity\\.ts$)' },
    ),
    rule(
      'console-features-stay-apart',
      'A feature of the console never imports another feature.',
      { path: '^apps/admin/src/features/([^/]+)/' },
      { path: '^apps/admin/src/features/', pathNot: '^apps/admin/src/features/$1/' },
    ),
    rule(
      'console-shared-is-base',
      'What is shared knows no feature and no app.',
      { path: '^apps/admin/src/shared/' },
      { path: '^apps/admin/src/(features|app)/' },
    ),
    rule(
      'console-features-know-no-app',
      'Features do not know the app around them.',
      { path: '^apps/admin/src/features/' },
      { path: '^apps/admin/src/app/' },
    ),
    rule(
      'console-opens-by-overlay',
      'What of MUI opens above a page comes by shared/ui/overlay.tsx, after what the page shows first.',
      {
        path: '^apps/admin/src/',
        pathNot: '(shared/ui/(overlay-parts|themed|theme)|features/brand/zone-field)\\.tsx?$',
      },
      { path: '@mui/material/', dependencyTypesNot: ['type-only'] },
    ),
    rule(
      'console-knows-the-contract-only',
      'The console knows the server by schema.graphql alone.',
      { path: '^apps/admin/' },
      { path: '(^packages/domain|^apps/gateway/src)' },
    ),
  ],
  options: {
    parser: 'swc',
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(\\.test\\.tsx?$|/dist/|/src/gql/)' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      extensions: ['.ts', '.tsx', '.js', '.mjs', '.json'],
      conditionNames: ['import', 'types', 'node', 'default'],
      exportsFields: ['exports'],
    },
  },
};
