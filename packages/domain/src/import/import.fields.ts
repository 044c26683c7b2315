import type { Locale } from '../foundation/scope.ts';

export type ImportKind = 'members' | 'orders';

export type ImportFieldType =
  | 'text'
  | 'list'
  | 'date'
  | 'datetime'
  | 'amount'
  | 'quantity'
  | 'currency'
  | 'phone'
  | 'email'
  | 'gender'
  | 'status';

/** One thing that a column can be matched with. */
export interface ImportField {
  type: ImportFieldType;
  label: Record<Locale, string>;
  /** Longest text in characters; of a list: of each of its values. */
  maxLength?: number;
  /** How shops and their systems head such a column. Case, width, spaces, `_`, `-` and brackets don't matter. */
  synonyms: readonly string[];
}

const identity = {
  externalId: {
    type: 'text',
    label: { 'zh-CN': '会员编号', en: 'Member’s external id' },
    maxLength: 200,
    synonyms: [
      '客户编号 客户ID 客户号 客户代码 会员编号 会员ID 会员号 会员卡号 会员代码 用户ID 用户编号 买家ID 买家编号 顾客编号 顾客ID 卡号',
      'customer_id|customer no|customer number|customer code|customer|cust_id|client_id|member_id|member no|member number|user_id|uid|userid|buyer_id|external_id|shopper_id|account_id|card no|loyalty id',
    ].flatMap(words),
  },
  phone: {
    type: 'phone',
    label: { 'zh-CN': '手机号', en: 'Phone' },
    synonyms: [
      '手机号 手机 手机号码 电话 电话号码 联系电话 联系方式 联系手机 移动电话 注册手机 会员手机 会员手机号 买家手机 收货人手机 收货人手机号 收件人手机 收货人电话 收件人电话',
      'phone|phone number|phone no|mobile|mobile phone|mobile number|mobile no|cell|cell phone|tel|telephone|contact number|customer phone|billing phone|shipping phone|default address phone|buyer phone',
    ].flatMap(words),
  },
  email: {
    type: 'email',
    label: { 'zh-CN': '邮箱', en: 'E-mail' },
    synonyms: [
      '邮箱 电子邮箱 电子邮件 邮件 邮箱地址 邮件地址 买家邮箱 客户邮箱',
      'email|e-mail|email address|mail|customer email|contact email|buyer email|billing email',
    ].flatMap(words),
  },
  openid: {
    type: 'text',
    label: { 'zh-CN': 'OpenID', en: 'OpenID' },
    maxLength: 128,
    synonyms: ['微信openid 小程序openid 用户openid', 'openid|open id|wechat openid|wx openid'].flatMap(words),
  },
  unionid: {
    type: 'text',
    label: { 'zh-CN': 'UnionID', en: 'UnionID' },
    maxLength: 128,
    synonyms: ['微信unionid 用户unionid', 'unionid|union id|wechat unionid|wx unionid'].flatMap(words),
  },
} as const satisfies Record<string, ImportField>;

const names = {
  realName: {
    type: 'text',
    label: { 'zh-CN': '真实姓名', en: 'Real name' },
    maxLength: 100,
    synonyms: [
      '姓名 真实姓名 客户姓名 会员姓名 顾客姓名 用户姓名 客户名称 买家姓名 收货人 收货人姓名 收件人 收件人姓名 联系人 联系人姓名',
      'real name|full name|legal name|customer name|member name|billing name|shipping name|recipient|recipient name|receiver name|contact name',
    ].flatMap(words),
  },
  firstName: {
    type: 'text',
    label: { 'zh-CN': '名', en: 'First name' },
    maxLength: 100,
    synonyms: ['名 名字', 'first name|given name|fname|forename|billing first name'].flatMap(words),
  },
  lastName: {
    type: 'text',
    label: { 'zh-CN': '姓', en: 'Last name' },
    maxLength: 100,
    synonyms: ['姓 姓氏', 'last name|family name|surname|lname|billing last name'].flatMap(words),
  },
  nickname: {
    type: 'text',
    label: { 'zh-CN': '昵称', en: 'Nickname' },
    maxLength: 100,
    synonyms: [
      '昵称 会员昵称 客户昵称 用户昵称 微信昵称 买家昵称 买家会员名 买家旺旺 旺旺 会员名 会员名称 用户名 用户名称 买家 买家账号',
      'nickname|nick name|nick|display name|screen name|user name|buyer|buyer nick|buyer name|name',
    ].flatMap(words),
  },
} as const satisfies Record<string, ImportField>;

/** What a file of members can bring. */
export const memberImportFields = {
  externalId: {
    ...identity.externalId,
    synonyms: [...identity.externalId.synonyms, '编号', '外部编号', 'id', 'no', 'code'],
  },
  displayName: {
    ...names.nickname,
    label: { 'zh-CN': '昵称', en: 'Display name' },
  },
  realName: names.realName,
  firstName: names.firstName,
  lastName: names.lastName,
  phone: identity.phone,
  email: identity.email,
  openid: identity.openid,
  unionid: identity.unionid,
  gender: {
    type: 'gender',
    label: { 'zh-CN': '性别', en: 'Gender' },
    synonyms: ['性别 会员性别 客户性别', 'gender|sex'].flatMap(words),
  },
  birthday: {
    type: 'date',
    label: { 'zh-CN': '生日', en: 'Birthday' },
    synonyms: [
      '生日 出生日期 出生年月日 会员生日 生日日期',
      'birthday|birth date|birthdate|date of birth|dob|born',
    ].flatMap(words),
  },
  province: {
    type: 'text',
    label: { 'zh-CN': '省份', en: 'Province' },
    maxLength: 64,
    synonyms: [
      '省份 省 所在省 所在省份 省市 收货省份 收件省份 地区',
      'province|state|region|province code|state province|billing province|shipping province',
    ].flatMap(words),
  },
  city: {
    type: 'text',
    label: { 'zh-CN': '城市', en: 'City' },
    maxLength: 64,
    synonyms: [
      '城市 市 所在城市 所在市 收货城市 收件城市',
      'city|town|billing city|shipping city|default address city',
    ].flatMap(words),
  },
  address: {
    type: 'text',
    label: { 'zh-CN': '地址', en: 'Address' },
    maxLength: 500,
    synonyms: [
      '地址 详细地址 联系地址 收货地址 收件地址 收货人地址 家庭住址 住址 通讯地址',
      'address|street|street address|address1|address line 1|billing address|shipping address|default address address1',
    ].flatMap(words),
  },
  interests: {
    type: 'list',
    label: { 'zh-CN': '兴趣', en: 'Interests' },
    maxLength: 50,
    synonyms: ['兴趣 兴趣爱好 爱好 偏好', 'interests|interest|hobbies|preferences'].flatMap(words),
  },
  tags: {
    type: 'list',
    label: { 'zh-CN': '标签', en: 'Tags' },
    maxLength: 50,
    synonyms: ['标签 会员标签 客户标签 用户标签', 'tags|tag|labels|label|customer tags'].flatMap(words),
  },
  note: {
    type: 'text',
    label: { 'zh-CN': '备注', en: 'Note' },
    maxLength: 2000,
    synonyms: [
      '备注 会员备注 客户备注 说明 备注信息',
      'note|notes|remark|remarks|comment|comments|memo',
    ].flatMap(words),
  },
  source: {
    type: 'text',
    label: { 'zh-CN': '来源（记为标签）', en: 'Source (kept as a tag)' },
    maxLength: 50,
    synonyms: [
      '来源 会员来源 客户来源 注册来源 来源渠道 渠道 注册渠道 店铺 门店 所属门店',
      'source|channel|acquisition source|registration source|signup source|utm source|store|shop',
    ].flatMap(words),
  },
  registeredAt: {
    type: 'datetime',
    label: { 'zh-CN': '注册时间', en: 'Registered at' },
    synonyms: [
      '注册时间 注册日期 入会时间 入会日期 加入时间 加入日期 开卡时间 开卡日期 创建时间 创建日期 成为会员时间',
      'registered at|registered|registration date|registration time|registration|register time|signup date|sign up date|joined|joined at|join date|member since|created at|created|create time|creation date|date added',
    ].flatMap(words),
  },
} as const satisfies Record<string, ImportField>;

/** What a file of orders can bring. Several rows with one order number are the lines of one order. */
export const orderImportFields = {
  orderNo: {
    type: 'text',
    label: { 'zh-CN': '订单号', en: 'Order number' },
    maxLength: 100,
    synonyms: [
      '订单号 订单编号 订单ID 主订单编号 主订单号 父订单号 交易号 交易编号 单号 平台订单号 原始单号 小票号 流水号 系统订单号',
      'order no|order number|order id|order|order name|order ref|order reference|order code|order sn|ordersn|transaction id|transaction no|trade no|tid|invoice|invoice no|invoice number|receipt no|bill no|name',
    ].flatMap(words),
  },
  externalId: identity.externalId,
  memberPhone: identity.phone,
  memberEmail: identity.email,
  memberOpenid: identity.openid,
  memberUnionid: identity.unionid,
  memberRealName: names.realName,
  memberFirstName: names.firstName,
  memberLastName: names.lastName,
  memberNickname: {
    ...names.nickname,
    synonyms: names.nickname.synonyms.filter((synonym) => synonym !== 'name'),
  },
  placedAt: {
    type: 'datetime',
    label: { 'zh-CN': '下单时间', en: 'Placed at' },
    synonyms: [
      '下单时间 下单日期 订单时间 订单日期 订单创建时间 订单提交时间 拍下时间 创建时间 创建日期 购买时间 购买日期 消费时间 消费日期 交易时间 交易日期 成交时间 日期 时间',
      'order date|order time|ordered at|order created at|placed at|placed on|created at|created|create time|purchase date|purchased at|purchase time|transaction date|transaction time|invoice date|invoicedate|sale date|date|datetime|timestamp|time',
    ].flatMap(words),
  },
  paidAt: {
    type: 'datetime',
    label: { 'zh-CN': '付款时间', en: 'Paid at' },
    synonyms: [
      '付款时间 付款日期 支付时间 支付日期 订单付款时间 订单支付时间 买家付款时间 成交付款时间',
      'paid at|paid on|payment time|payment date|pay time|paid time|paid date|date paid',
    ].flatMap(words),
  },
  amount: {
    type: 'amount',
    label: { 'zh-CN': '实付金额', en: 'Amount paid' },
    synonyms: [
      '实付金额 实付款 实付 实际支付金额 买家实际支付金额 买家实付金额 实收金额 实收 支付金额 付款金额 订单金额 订单总额 订单总金额 订单实付金额 总金额 总额 总价 合计 应付金额 消费金额 成交金额 交易金额 销售额 销售金额 金额',
      'amount|total|total amount|total paid|total price|grand total|order total|order amount|order value|amount paid|paid amount|payment amount|paid|revenue|sales|sales amount|net amount|net total|spend|value|gmv',
    ].flatMap(words),
  },
  currency: {
    type: 'currency',
    label: { 'zh-CN': '货币', en: 'Currency' },
    synonyms: ['货币 币种 货币代码 货币类型', 'currency|currency code|ccy'].flatMap(words),
  },
  status: {
    type: 'status',
    label: { 'zh-CN': '订单状态', en: 'Status' },
    synonyms: [
      '订单状态 状态 交易状态 支付状态 付款状态 售后状态 退款状态',
      'status|order status|order state|state|financial status|payment status|transaction status',
    ].flatMap(words),
  },
  refundedAmount: {
    type: 'amount',
    label: { 'zh-CN': '退款金额', en: 'Refunded amount' },
    synonyms: [
      '退款金额 退款 已退款金额 退款总额 退款总金额 实际退款金额 退货金额',
      'refunded amount|refund amount|refunded|refund|refunds|amount refunded|total refunded',
    ].flatMap(words),
  },
  channel: {
    type: 'text',
    label: { 'zh-CN': '渠道', en: 'Channel' },
    maxLength: 64,
    synonyms: [
      '渠道 销售渠道 订单渠道 订单来源 来源 平台 销售平台 店铺 店铺名称 门店 门店名称 来源平台 下单渠道',
      'channel|sales channel|order channel|source|platform|shop|store|store name|shop name|marketplace|outlet',
    ].flatMap(words),
  },
  productName: {
    type: 'text',
    label: { 'zh-CN': '商品名称', en: 'Product' },
    maxLength: 500,
    synonyms: [
      '商品名称 商品 商品标题 宝贝标题 宝贝名称 产品名称 产品 品名 货品名称 商品信息',
      'product|product name|product title|item|item name|item title|lineitem name|line item name|description|title|goods name|goods',
    ].flatMap(words),
  },
  sku: {
    type: 'text',
    label: { 'zh-CN': 'SKU', en: 'SKU' },
    maxLength: 200,
    synonyms: [
      'SKU编码 SKU编号 商家编码 商品编码 商品编号 商品ID 货号 规格编码 货品编码 商品代码 条码 条形码',
      'sku|sku code|sku id|product sku|product id|product code|item sku|item id|item code|stock code|stockcode|lineitem sku|line item sku|barcode|article',
    ].flatMap(words),
  },
  quantity: {
    type: 'quantity',
    label: { 'zh-CN': '数量', en: 'Quantity' },
    synonyms: [
      '数量 购买数量 商品数量 宝贝总数量 宝贝数量 件数 商品件数 销售数量 下单数量 商品总件数',
      'quantity|qty|units|count|item quantity|lineitem quantity|line item quantity|number of items|items count|pieces',
    ].flatMap(words),
  },
  unitPrice: {
    type: 'amount',
    label: { 'zh-CN': '单价', en: 'Unit price' },
    synonyms: [
      '单价 商品单价 售价 销售单价 价格 商品价格 成交单价 宝贝单价',
      'unit price|price|item price|price per unit|unitprice|lineitem price|line item price|price each',
    ].flatMap(words),
  },
} as const satisfies Record<string, ImportField>;

export type MemberImportField = keyof typeof memberImportFields;
export type OrderImportField = keyof typeof orderImportFields;
export type ImportFieldKey = MemberImportField | OrderImportField;

/** The fields of a kind in the order in which a person should see them. */
export function importFieldsOf(kind: ImportKind): ReadonlyMap<ImportFieldKey, ImportField> {
  return kind === 'members' ? memberFieldMap : orderFieldMap;
}

const memberFieldMap: ReadonlyMap<ImportFieldKey, ImportField> = new Map(entriesOf(memberImportFields));
const orderFieldMap: ReadonlyMap<ImportFieldKey, ImportField> = new Map(entriesOf(orderImportFields));

/** Of each group at least one field needs a column, and each row a value in at least one of them. */
export const requiredImportFields = {
  members: [['externalId', 'phone', 'email', 'openid', 'unionid']],
  orders: [
    ['externalId', 'memberPhone', 'memberEmail', 'memberOpenid', 'memberUnionid'],
    ['placedAt', 'paidAt'],
    ['amount', 'unitPrice'],
  ],
} as const satisfies Record<ImportKind, readonly (readonly ImportFieldKey[])[]>;

/** The label of a field by its key; the key itself when it is none. */
export function importFieldLabel(key: string, language: Locale): string {
  for (const [name, field] of [...orderFieldMap, ...memberFieldMap]) {
    if (name === key) return field.label[language];
  }
  return key;
}

/** `|` parts words that hold spaces (English); otherwise spaces do (Chinese). */
function words(list: string): string[] {
  return list.split(list.includes('|') ? '|' : ' ');
}

function entriesOf<Key extends string>(fields: Record<Key, ImportField>): [Key, ImportField][] {
  const entries: [Key, ImportField][] = [];
  for (const key in fields) entries.push([key, fields[key]]);
  return entries;
}
