import 'graphiql/style.css';
import { GraphiQL } from 'graphiql';
import { useMemo, useState } from 'react';
import type { ViewerQuery } from '../../gql/graphql.ts';
import { currentLocale } from '../../shared/i18n/locale.ts';
import { useThemeMode } from '../../shared/ui/appearance.ts';
import { examples } from './examples.ts';
import styles from './explorer.module.css';
import { createFetcher } from './fetcher.ts';
import { words } from './words.ts';

const tabs = examples.map(({ query, variables }) => ({
  query,
  variables: variables ? JSON.stringify(variables, null, 2) : null,
}));

/** GraphiQL for the operator who is signed in. What they type is kept in this tab alone, and headers not at all. */
export function Explorer({ viewer }: { viewer: NonNullable<ViewerQuery['viewer']> }) {
  const [refused, setRefused] = useState(false);
  const theme = useThemeMode();
  const brandId = viewer.brand?.id;
  const fetcher = useMemo(() => createFetcher({ brandId, onTrust: setRefused }), [brandId]);
  const text = words[currentLocale()];
  return (
    <div className={styles.page}>
      <header className={styles.header}>
        <h1>{text.title}</h1>
        <p>
          {text.in} <strong>{viewer.brand?.name ?? text.noBrand}</strong>
        </p>
        <nav>
          <a href="/schema.graphql" download>
            {text.schema}
          </a>
          <a href="/">{text.console}</a>
        </nav>
      </header>
      {refused && <Refused />}
      <main className={styles.main}>
        <GraphiQL
          fetcher={fetcher}
          defaultTabs={tabs}
          defaultEditorToolsVisibility="variables"
          storage={sessionStorage}
          shouldPersistHeaders={false}
          showPersistHeadersSettings={false}
          forcedTheme={theme}
        >
          <GraphiQL.Logo>Kolony</GraphiQL.Logo>
        </GraphiQL>
      </main>
    </div>
  );
}

/** How to get a token, where what an operator writes is refused without one. */
function Refused() {
  const text = words[currentLocale()];
  const body = `{
  "query": "mutation ($input: SignInInput!) { signIn(input: $input) { token userErrors { code message } } }",
  "variables": { "input": { "email": "…", "password": "…", "session": "BEARER" } }
}`;
  return (
    <section className={styles.refused} role="alert">
      <h2>{text.refusedTitle}</h2>
      <p>{text.refused}</p>
      <pre>{`curl ${location.origin}/graphql -H 'content-type: application/json' -d '${body}'`}</pre>
      <p>{text.refusedThen}</p>
      <pre>{'{ "Authorization": "Bearer …" }'}</pre>
    </section>
  );
}
