import type { Locale } from './scope.ts';

/** Codes of how the API is spoken to: streams, documents and how much a request may ask. See `error-messages.ts`. */
export const protocolMessages = {
  RESUME_EXPIRED: {
    'zh-CN': '断开时间过长，期间的变化已不再保留。请重新读取数据，再重新订阅。',
    en: 'You were away for too long: what changed meanwhile is not kept any more. Read anew, and subscribe anew.',
  },
  SUBSCRIPTIONS_ONLY: {
    'zh-CN': '此连接只接受订阅；查询和变更请用 POST 发送。',
    en: 'Only subscriptions are answered here; send queries and mutations by POST.',
  },
  STREAM_REQUIRED: {
    'zh-CN': '订阅须通过 WebSocket（graphql-transport-ws），或以 Accept: text/event-stream 发送。',
    en: 'Subscriptions need a WebSocket (graphql-transport-ws) or Accept: text/event-stream.',
  },
  TOO_MANY_STREAMS: {
    'zh-CN': '同时最多打开 {limit} 个订阅。',
    en: 'At most {limit} subscriptions can be open at once.',
  },
  ORIGIN_NOT_ALLOWED: {
    'zh-CN': '其他网站的页面不能使用此处的登录；请使用令牌。',
    en: 'A page of another site cannot use the sign-in of this one; use a token.',
  },

  DOCUMENT_NOT_TRUSTED: {
    'zh-CN':
      '浏览器会话在此只能发送管理后台自己的操作。如果您正在使用管理后台，请刷新页面；如要执行其他操作，请登录取得令牌（session: BEARER），并放入 Authorization 请求头。',
    en: 'A browser’s session may send the console’s own operations only. In the console, reload the page; to run others, sign in for a token (session: BEARER) and send it in the header Authorization.',
  },
  INTROSPECTION_CLOSED: {
    'zh-CN': '在此不能读取 Schema：请先登录；若仍不行，则是此系统关闭了该功能。',
    en: 'The schema cannot be read from here: sign in first; if that doesn’t help, this installation has closed it.',
  },

  QUERY_TOO_EXPENSIVE: {
    'zh-CN':
      '该操作的开销为 {cost} 点，上限为 {maximum} 点。请减少每页条数（first），少嵌套列表，或分成几个操作。',
    en: 'This operation costs {cost} points; the most is {maximum}. Ask for smaller pages (first), nest fewer lists, or send several operations.',
  },
  BUSY: {
    'zh-CN': '等待处理的请求过多。请等您已发出的请求完成，{seconds} 秒后再试。',
    en: 'Too many requests are waiting. Let yours finish, then try again ({seconds} s).',
  },
  OPERATION_TOO_LONG: {
    'zh-CN': 'GraphQL 文档超过 {limit} 个词法单元。请拆分，并把取值放进变量。',
    en: 'The document has more than {limit} tokens. Split it, and put values into variables.',
  },
  OPERATION_NESTED_TOO_DEEP: {
    'zh-CN': '操作的嵌套超过 {limit} 层。',
    en: 'The operation is nested deeper than {limit} levels.',
  },
  TOO_MANY_FIELDS: {
    'zh-CN': '展开片段后，操作的字段超过 {limit} 个。',
    en: 'With its fragments put in, the operation has more than {limit} fields.',
  },
  TOO_MANY_ROOT_FIELDS: {
    'zh-CN': '一个操作最多有 {limit} 个顶层字段。',
    en: 'An operation has at most {limit} fields at its top.',
  },
  TOO_MANY_ALIASES: {
    'zh-CN': '一个文档最多有 {limit} 个别名。',
    en: 'A document has at most {limit} aliases.',
  },
  TOO_MANY_REPETITIONS: {
    'zh-CN': '同一处重复请求的字段超过 {limit} 个。',
    en: 'Fields are asked for again in the same place more than {limit} times.',
  },
  TOO_MANY_DIRECTIVES: {
    'zh-CN': '同一处或整个文档的指令超过 {limit} 个。',
    en: 'There are more than {limit} directives, in one place or in the whole document.',
  },
  TOO_MANY_FRAGMENTS: {
    'zh-CN': '一个文档最多有 {limit} 个片段。',
    en: 'A document has at most {limit} fragments.',
  },
  INTROSPECTION_TOO_DEEP: {
    'zh-CN': '内省查询的列表嵌套超过 {limit} 层。',
    en: 'Introspection nests its lists deeper than {limit} levels.',
  },
  VALUE_NESTED_TOO_DEEP: {
    'zh-CN': '参数或变量的取值嵌套超过 {limit} 层。',
    en: 'A value of an argument or variable is nested deeper than {limit} levels.',
  },
  VARIABLES_TOO_LARGE: {
    'zh-CN': '变量中的取值超过 {limit} 个。请分批发送。',
    en: 'The variables hold more than {limit} values. Send them in portions.',
  },
  BATCHES_NOT_TAKEN: {
    'zh-CN': '一个请求只能包含一个操作；请分别发送。',
    en: 'A request holds one operation; send several requests.',
  },
  TOO_MANY_ERRORS: {
    'zh-CN': '还有 {count} 个错误未列出，最多列出 {limit} 个。',
    en: '{count} more errors are not listed; at most {limit} are.',
  },
} as const satisfies Record<string, Record<Locale, string>>;
