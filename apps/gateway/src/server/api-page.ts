import { createHash } from 'node:crypto';
import type { Locale } from '@kolony/domain/foundation/scope';

const words = {
  en: {
    title: 'The API of Kolony',
    what: 'This address answers GraphQL. It is for programs; people work in the <a href="/">console</a>.',
    signIn: 'Sign in. The answer holds a token:',
    ask: 'Ask something with it. The header <code>Kolony-Brand</code> chooses another brand than your first:',
    learn:
      'The <a href="/schema.graphql">schema</a> describes every type, field, argument and error, and who may use it. With the token any GraphQL client can read it from here by introspection. Who is signed in to the console can try it out in the <a href="/explorer">API explorer</a>.',
  },
  'zh-CN': {
    title: 'Kolony API',
    what: '这个地址提供 GraphQL 接口，供程序调用；日常操作请使用<a href="/">管理后台</a>。',
    signIn: '登录，返回的内容里有令牌：',
    ask: '带上令牌查询。如要操作第一个品牌以外的品牌，请用请求头 <code>Kolony-Brand</code> 指明：',
    learn:
      '<a href="/schema.graphql">Schema</a> 对每个类型、字段、参数和错误都有说明，并写明所需的权限；带上令牌，任何 GraphQL 客户端都能从这里读取。登录管理后台后，可以在 <a href="/explorer">API 调试台</a>里试用。',
  },
} as const satisfies Record<Locale, Record<string, string>>;

const style = `
:root { color-scheme: light dark; font: 16px/1.6 system-ui, sans-serif; }
body { max-width: 46rem; margin: 3rem auto; padding: 0 1rem; }
pre { overflow-x: auto; padding: .75rem 1rem; border: 1px solid color-mix(in srgb, currentColor 25%, transparent); border-radius: 6px; font-size: .875rem; }
`;

/** What the policy of the page has to let through beside what comes from files: this style, as it is. */
export const apiPageStyle = `'sha256-${createHash('sha256').update(style).digest('base64')}'`;

/** What a browser is shown at the address of the API: how to talk to it. It loads nothing, so that it works offline. */
export function apiPage(locale: Locale, address: string): string {
  const { title, what, signIn, ask, learn } = words[locale];
  const curl = `curl ${address}/graphql -H 'content-type: application/json'`;
  const signInBody = `{
  "query": "mutation ($input: SignInInput!) { signIn(input: $input) { token userErrors { code message } } }",
  "variables": { "input": { "email": "…", "password": "…", "session": "BEARER" } }
}`;
  const askBody = `{ "query": "{ viewer { operator { name } brand { id name } permissions } }" }`;
  return `<!doctype html>
<html lang="${locale}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${title}</title>
<style>${style}</style>
</head>
<body>
<h1>${title}</h1>
<p>${what}</p>
<p>${signIn}</p>
<pre tabindex="0">${escaped(`${curl} -d '${signInBody}'`)}</pre>
<p>${ask}</p>
<pre tabindex="0">${escaped(`${curl} -H 'authorization: Bearer …' -d '${askBody}'`)}</pre>
<p>${learn}</p>
</body>
</html>
`;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
