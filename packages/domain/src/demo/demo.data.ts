/** A repeatable stream of numbers from 0 up to 1 (mulberry32): the demo data is the same everywhere. */
export function randomStream(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

export interface DemoBrand {
  id: string;
  name: string;
  positioning: string;
  toneOfVoice: string;
  story: string;
  primaryColor: string;
  secondaryColor: string;
  channels: { platform: string; accountName: string; accountId: string }[];
  members: number;
  products: readonly (readonly [sku: string, name: string, priceMinor: number])[];
  seed: number;
}

/** The brands of the demo: made up, with names that belong to nobody. */
export const demoBrands: readonly DemoBrand[] = [
  {
    id: '018f0000-0000-7000-8000-00000000de01',
    name: '青禾茶事',
    positioning: '为都市年轻人准备的原叶茶,一杯八分钟。',
    toneOfVoice: '温和、具体、不夸大;多说产地与工艺,少用形容词。',
    story: '从福建安溪的一片老茶园开始,每季与茶农约定采摘日,当季只做一批。',
    primaryColor: '#2f6f4f',
    secondaryColor: '#d9b36c',
    channels: [
      { platform: 'mini_program', accountName: '青禾茶事会员', accountId: 'qinghe-mp' },
      { platform: 'wechat', accountName: '青禾茶事', accountId: 'qinghe' },
      { platform: 'xiaohongshu', accountName: '青禾茶事官方', accountId: 'qinghe-xhs' },
      { platform: 'douyin', accountName: '青禾茶事旗舰店', accountId: 'qinghe-dy' },
    ],
    members: 640,
    products: [
      ['QH-TGY-100', '安溪铁观音 100 克', 12_800],
      ['QH-DHP-050', '武夷大红袍 50 克', 16_800],
      ['QH-BHY-100', '福鼎白毫银针 100 克', 26_800],
      ['QH-LJ-100', '西湖龙井 100 克', 19_800],
      ['QH-CUP-01', '双层玻璃杯', 6_900],
      ['QH-TRIAL', '四季茶样礼盒', 3_990],
      ['QH-COLD', '冷泡茶包 12 袋', 5_900],
    ],
    seed: 20_260_101,
  },
  {
    id: '018f0000-0000-7000-8000-00000000de02',
    name: '远山咖啡',
    positioning: '云南产区的精品咖啡豆与挂耳。',
    toneOfVoice: '直接、懂行、带一点幽默。',
    story: '三位烘豆师在普洱租下一间小仓库,第一炉豆子送给了邻居。',
    primaryColor: '#5b3a29',
    secondaryColor: '#e8d5b5',
    channels: [
      { platform: 'tmall', accountName: '远山咖啡旗舰店', accountId: 'yuanshan' },
      { platform: 'weibo', accountName: '远山咖啡', accountId: 'yuanshan-wb' },
    ],
    members: 120,
    products: [
      ['YS-DRIP-10', '挂耳咖啡 10 片', 5_900],
      ['YS-BEAN-250', '普洱日晒豆 250 克', 8_800],
      ['YS-BEAN-500', '普洱水洗豆 500 克', 14_800],
    ],
    seed: 20_260_202,
  },
];

const surnames =
  '王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹彭曾萧田董潘袁蔡蒋余于杜叶程魏苏吕丁任沈'.split(
    '',
  );
const given =
  '子涵雨欣梓萱思远浩然佳怡一诺俊杰晓琳诗琪明轩欣妍宇航若曦嘉宁书瑶安然可心天佑静雯志强海燕文博雪梅'.match(
    /../g,
  ) ?? [];
const nicknames = [
  '爱喝茶的猫',
  '早起的鸟',
  '半糖去冰',
  '南城旧梦',
  '慢慢来',
  '小满',
  '今天也要加油',
  '山间来信',
  '桃子汽水',
  '云朵收藏家',
  '晚风',
  '不加班',
];
const places = [
  ['上海市', '上海市'],
  ['北京市', '北京市'],
  ['广东省', '广州市'],
  ['广东省', '深圳市'],
  ['浙江省', '杭州市'],
  ['江苏省', '南京市'],
  ['江苏省', '苏州市'],
  ['四川省', '成都市'],
  ['湖北省', '武汉市'],
  ['福建省', '厦门市'],
] as const;
const interests = ['茶艺', '露营', '摄影', '瑜伽', '烘焙', '阅读', '旅行', '宠物', '手作', '跑步'];
const tags = ['高复购', '价格敏感', '品质优先', '礼品采购', '社群活跃', '新品尝鲜'];
const orderChannels = ['小程序', '天猫', '抖音', '线下门店'];

export interface DemoMember {
  externalId: string;
  phone: string;
  email: string | null;
  displayName: string | null;
  realName: string;
  gender: 'female' | 'male' | 'unknown';
  birthday: string | null;
  province: string;
  city: string;
  interests: string[];
  tags: string[];
  joinedAt: Date;
  consents: { purpose: 'membership' | 'marketing_sms' | 'personalisation'; granted: boolean }[];
  orders: DemoOrder[];
}

export interface DemoOrder {
  orderNo: string;
  channel: string;
  placedAt: Date;
  status: 'paid' | 'refunded' | 'partially_refunded' | 'cancelled';
  totalMinor: number;
  refundedMinor: number;
  lines: { sku: string; productName: string; quantity: number; unitPriceMinor: number }[];
}

const day = 86_400_000;

/** The members of a demo brand with their orders of the year before `now`. Phones are of a range that isn't given out. */
export function demoMembers(brand: DemoBrand, now: Date): DemoMember[] {
  const random = randomStream(brand.seed);
  const pick = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)] as T;
  const some = <T>(from: readonly T[], most: number): T[] => [
    ...new Set(Array.from({ length: Math.floor(random() * (most + 1)) }, () => pick(from))),
  ];
  const code = brand.id.slice(-2);

  return Array.from({ length: brand.members }, (_, n): DemoMember => {
    const tenure = random() ** 1.2;
    const joinedAt = new Date(now.getTime() - Math.floor(364 * day * tenure) - day);
    const [province, city] = pick(places);
    const age = 18 + Math.floor(random() * 40);
    const loyal = random() ** 3;
    return {
      externalId: `${code.toUpperCase()}${String(n + 1).padStart(6, '0')}`,
      phone: `+86199${code === '01' ? '0000' : '0001'}${String(n).padStart(4, '0')}`,
      email: random() < 0.4 ? `member${n + 1}.${code}@example.com` : null,
      displayName:
        random() < 0.7 ? `${pick(nicknames)}${random() < 0.5 ? Math.floor(random() * 99) : ''}` : null,
      realName: pick(surnames) + pick(given),
      gender: random() < 0.62 ? 'female' : random() < 0.9 ? 'male' : 'unknown',
      birthday:
        random() < 0.7
          ? `${now.getUTCFullYear() - age}-${pad(1 + Math.floor(random() * 12))}-${pad(1 + Math.floor(random() * 28))}`
          : null,
      province,
      city,
      interests: some(interests, 3),
      tags: some(tags, 2),
      joinedAt,
      consents: [
        { purpose: 'membership', granted: true },
        { purpose: 'marketing_sms', granted: random() < 0.55 },
        { purpose: 'personalisation', granted: random() < 0.8 },
      ],
      orders: ordersOf(
        brand,
        n,
        joinedAt,
        now,
        Math.floor((loyal * 16 + random() * 3) * (0.25 + 0.75 * tenure)),
        random,
      ),
    };
  });
}

function ordersOf(
  brand: DemoBrand,
  member: number,
  from: Date,
  now: Date,
  count: number,
  random: () => number,
): DemoOrder[] {
  const span = now.getTime() - from.getTime();
  return Array.from({ length: count }, (_, n): DemoOrder => {
    const lines = Array.from({ length: 1 + Math.floor(random() * 2.4) }, () => {
      const [sku, productName, unitPriceMinor] = brand.products[
        Math.floor(random() * brand.products.length)
      ] ?? ['', '', 0];
      return { sku, productName, quantity: 1 + Math.floor(random() ** 3 * 4), unitPriceMinor };
    });
    const totalMinor = lines.reduce((sum, line) => sum + line.quantity * line.unitPriceMinor, 0);
    const fate = random();
    const status =
      fate < 0.9 ? 'paid' : fate < 0.94 ? 'refunded' : fate < 0.97 ? 'partially_refunded' : 'cancelled';
    const refundedMinor =
      status === 'refunded'
        ? totalMinor
        : status === 'partially_refunded'
          ? Math.floor(totalMinor / 200) * 100
          : 0;
    const placedAt = new Date(Math.floor((from.getTime() + random() * span) / 1000) * 1000);
    const channel = orderChannels[Math.floor(random() * orderChannels.length)] ?? '';
    return {
      orderNo: `${brand.id.slice(-2)}${String(member).padStart(5, '0')}${pad(n)}`,
      channel,
      placedAt,
      status,
      totalMinor,
      refundedMinor,
      lines,
    };
  });
}

function pad(n: number): string {
  return String(n).padStart(2, '0');
}
