/** Names, places and wares that belong to nobody: Chinese and Latin names as often as brands in China meet them. */

const words = (text: string): string[] => text.trim().split(/\s+/);

/** The most common first: low numbers are drawn more often. */
const surnames = [
  ...'王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹彭曾萧田董潘袁蔡蒋余于杜叶程魏苏吕丁沈任姚卢傅钟姜崔谭廖范',
  '欧阳',
  '上官',
];
const givenCharacters = [
  ...'雨欣浩然思远佳怡俊杰诗琪子涵梓轩一诺宇航嘉豪晓晨文博静雅志强丽娟建国海燕明月清风若兰景行书瑶安宁乐天可心沐阳梦婷',
];
const nicknames = words(`
  小鹿 阿泽 木子 橘子汽水 晚风 山茶 青柠 豆豆 星河 麦芽糖 云朵 七月 南瓜 北岛 猫与鱼 海盐 芒果 冬至 阿布 可乐 长安 茉莉
  奶茶 薄荷 向日葵 拾光 Luna Coco Miki Sunny Kiki Nemo Momo Bella Leo Yuki Hana
  Toto Vivi 摆渡人 小满 清欢 半夏 听雨 知秋 见山 白露 霜降 谷雨 阿朵 团子 年糕
`);
const firstNames = words(`
  Anna Ben Chloe David Elena Felix Grace Hugo Irene Jonas Karin Lukas
  Maria Noah Olivia Peter Rosa Simon Teresa Viktor
`);
const lastNames = words(`
  Schmidt Bauer Novak Rossi Garcia Martin Dubois Jensen Kowalski Nguyen
  Smith Taylor Walker Hughes Bennett Foster Müller Lindgren Santos
  Okafor Tanaka Kim Ivanova Petrov Costa Moreau Bianchi Keller Larsen
  Murphy
`);
const places: [province: string, city: string][] = [
  ['上海市', '上海市'],
  ['北京市', '北京市'],
  ['广东省', '广州市'],
  ['广东省', '深圳市'],
  ['浙江省', '杭州市'],
  ['浙江省', '宁波市'],
  ['江苏省', '南京市'],
  ['江苏省', '苏州市'],
  ['四川省', '成都市'],
  ['湖北省', '武汉市'],
  ['福建省', '厦门市'],
  ['山东省', '青岛市'],
  ['湖南省', '长沙市'],
  ['陕西省', '西安市'],
];
const wares: [sku: string, name: string, priceMinor: number][] = [
  ['TGY-100', '安溪铁观音 100 克', 12_800],
  ['DHP-050', '武夷大红袍 50 克', 16_800],
  ['BHY-100', '福鼎白毫银针 100 克', 26_800],
  ['LJ-100', '西湖龙井 100 克', 19_800],
  ['CUP-01', '双层玻璃杯', 6_900],
  ['TRIAL', '四季茶样礼盒', 3_990],
  ['COLD', '冷泡茶包 12 袋', 5_900],
  ['PU-357', '云南普洱饼 357 克', 45_800],
  ['MO-080', '茉莉花茶 80 克', 8_800],
  ['TIN-02', '便携茶罐', 2_990],
];

const channels = ['小程序', '天猫', '抖音', '线下门店'] as const;
export const tagNames = ['高复购', '价格敏感', '品质优先', '礼品采购', '社群活跃', '新品尝鲜'] as const;

type Random = () => number;

function pick<T>(from: readonly [T, ...T[]] | readonly T[], random: Random, skew = 1): T {
  const found = from[Math.floor(random() ** skew * from.length)];
  if (found === undefined) throw new Error('nothing to choose from');
  return found;
}

/** A real name: four in five are Chinese. */
export function drawRealName(random: Random): string {
  if (random() < 0.2) return `${pick(firstNames, random)} ${pick(lastNames, random)}`;
  return pick(surnames, random, 2) + drawGivenName(random);
}

function drawGivenName(random: Random): string {
  return pick(givenCharacters, random) + (random() < 0.8 ? pick(givenCharacters, random) : '');
}

/** A nickname; null for those who gave none. */
export function drawNickname(random: Random): string | null {
  if (random() < 0.3) return null;
  return pick(nicknames, random) + (random() < 0.5 ? String(Math.floor(random() * 99)) : '');
}

/** What operators type into the search: a given name, a whole name, a nickname or a surname in Latin letters. */
export function drawSearch(random: Random): string {
  const kind = random();
  if (kind < 0.4) return pick(givenCharacters, random) + pick(givenCharacters, random);
  if (kind < 0.6) return pick(surnames, random, 2) + pick(givenCharacters, random);
  if (kind < 0.8) return pick(nicknames, random);
  return pick(lastNames, random);
}

export const drawPlace = (random: Random) => pick(places, random, 1.5);
export const drawWare = (random: Random) => pick(wares, random, 1.3);
export const drawChannel = (random: Random) => pick(channels, random, 1.5);
