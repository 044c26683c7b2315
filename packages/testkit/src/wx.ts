/** The telephone that a mini program is opened on, and who holds it. */
export interface Telephone {
  /** Who answers `wx.request`, whatever host is asked. */
  serverUrl: string;
  appId: string;
  /** As WeChat names it: `zh_CN`, `en`. */
  language: string;
  /** What `wx.login` gives. */
  login(): string;
  /** Whether questions are answered with yes. */
  confirms: boolean;
  /** No request gets through. */
  offline: boolean;
  /** What was said, asked and offered to choose from, the oldest first. */
  said: string[];
  clipboard: string;
  /** What mini programs keep here. */
  storage: Map<string, unknown>;
}

export function newTelephone(of: Pick<Telephone, 'serverUrl' | 'appId' | 'language' | 'login'>): Telephone {
  return { ...of, confirms: true, offline: false, said: [], clipboard: '', storage: new Map() };
}

interface Request {
  url: string;
  method?: string;
  header?: Record<string, string>;
  data?: string;
  success?(answer: { statusCode: number; data: unknown }): void;
  fail?(failure: { errMsg: string }): void;
}
interface Modal {
  title?: string;
  content?: string;
  confirmText?: string;
  cancelText?: string;
}

/** As `wx.showModal` and `wx.showToast` are documented: characters on a button, and beside the icon of a toast. */
const onButton = 4;
const besideIcon = 7;
/** As `wx.showActionSheet` is. */
const mostChoices = 6;

/** Chinese characters count one, letters a half: that is how wide they are. */
function width(text: string): number {
  return [...text].reduce((sum, character) => sum + ((character.codePointAt(0) ?? 0) > 0xff ? 1 : 0.5), 0);
}

/** The `wx` of a mini program: it answers as WeChat does, and refuses what WeChat refuses. */
export function wxOn(
  telephone: Telephone,
  pages: { navigateTo(url: string): void; reLaunch(url: string): void },
) {
  const { storage, said } = telephone;
  const refuse = (what: string): never => {
    throw new Error(`${what}:fail parameter error`);
  };
  return {
    getAppBaseInfo: () => ({ language: telephone.language }),
    getDeviceInfo: () => ({ model: 'Test telephone' }),
    getAccountInfoSync: () => ({ miniProgram: { appId: telephone.appId } }),
    getStorageSync: (key: string) => storage.get(key) ?? '',
    setStorageSync: (key: string, value: unknown) => void storage.set(key, structuredClone(value)),
    removeStorageSync: (key: string) => void storage.delete(key),
    login: async () => ({ code: telephone.login() }),
    request({ url, method, header, data, success, fail }: Request) {
      const to = new URL(url);
      if (to.protocol !== 'https:') return fail?.({ errMsg: 'request:fail url not in domain list' });
      if (telephone.offline) return fail?.({ errMsg: 'request:fail' });
      const init = {
        method: method ?? 'GET',
        headers: header ?? {},
        ...(data !== undefined && { body: data }),
      };
      fetch(new URL(to.pathname, telephone.serverUrl), init)
        .then(async (answer) => ({ statusCode: answer.status, data: asJson(await answer.text()) }))
        .then(success, (error: Error) => fail?.({ errMsg: `request:fail ${error.message}` }));
    },
    async showModal({ title = '', content = '', confirmText = '', cancelText = '' }: Modal) {
      if (width(confirmText) > onButton || width(cancelText) > onButton) refuse('showModal');
      said.push(`${title}: ${content} [${cancelText}|${confirmText}]`);
      return { confirm: telephone.confirms, cancel: !telephone.confirms };
    },
    async showToast({ title, icon = 'success' }: { title: string; icon?: string }) {
      if (icon !== 'none' && width(title) > besideIcon)
        throw new Error(`a toast with an icon cuts "${title}"`);
      said.push(title);
    },
    async showActionSheet({ itemList }: { itemList: string[] }) {
      if (itemList.length === 0 || itemList.length > mostChoices) refuse('showActionSheet');
      said.push(itemList.join(' / '));
      if (!telephone.confirms) throw new Error('showActionSheet:fail cancel');
      return { tapIndex: 0 };
    },
    async setClipboardData({ data }: { data: string }) {
      telephone.clipboard = data;
    },
    openPrivacyContract: () => void said.push('privacy contract'),
    async stopPullDownRefresh() {},
    navigateTo: async ({ url }: { url: string }) => pages.navigateTo(url),
    reLaunch: async ({ url }: { url: string }) => pages.reLaunch(url),
  };
}

/** As `wx.request` gives what it was told is JSON by default. */
function asJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
