import type { Locale } from '../../shared/i18n/locale.ts';

/** Few and of this page alone: so it needs neither the console's messages nor what reads them. GraphiQL itself speaks English. */
export const words = {
  en: {
    title: 'API explorer',
    in: 'You ask with your own rights, in the brand',
    console: 'Console',
    schema: 'Download schema.graphql',
    noBrand: 'none yet',
    refusedTitle: 'This installation takes requests of your own with a token only',
    refused: 'In a terminal, sign in once more; the answer holds the token:',
    refusedThen: 'Set it in the tab “Headers” below. It stays in this page and is gone with it:',
    unreachable: 'The server could not be reached. Load the page again.',
  },
  'zh-CN': {
    title: 'API 调试台',
    in: '以您自己的权限查询，当前品牌：',
    console: '管理后台',
    schema: '下载 schema.graphql',
    noBrand: '暂无',
    refusedTitle: '本系统只接受带令牌的自定义查询',
    refused: '请在终端再登录一次，返回的内容里有令牌：',
    refusedThen: '把令牌填进下方的“Headers”标签页。它只留在本页面，关闭后即消失：',
    unreachable: '无法连接服务器，请重新加载页面。',
  },
} as const satisfies Record<Locale, Record<string, string>>;
