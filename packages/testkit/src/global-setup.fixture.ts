import { asAdmin, testServer } from './server.ts';

/** Stands in for a product's migrations in this package's own tests. */
export default testServer((url) =>
  asAdmin(url, (owner) => owner.query("create table template_mark as select 'the template' as name")),
);
