import type { Noun } from './ids.ts';
import type { Permission } from './permissions.ts';
import type { Locale } from './scope.ts';

type Words<Key extends string> = Record<Key, Record<Locale, string>>;

/** What a noun is called within a sentence. */
const nouns: Words<Noun | 'AuditChain' | 'EncryptionKey'> = {
  Operator: { 'zh-CN': '运营人员', en: 'operator' },
  OperatorSession: { 'zh-CN': '登录会话', en: 'session' },
  Brand: { 'zh-CN': '品牌', en: 'brand' },
  BrandChannel: { 'zh-CN': '品牌渠道', en: 'channel of the brand' },
  BrandOperator: { 'zh-CN': '品牌成员', en: 'operator of the brand' },
  Invitation: { 'zh-CN': '邀请', en: 'invitation' },
  Member: { 'zh-CN': '会员', en: 'member' },
  MemberIdentity: { 'zh-CN': '身份标识', en: 'identity' },
  MemberNote: { 'zh-CN': '会员备注', en: 'note' },
  MemberConsent: { 'zh-CN': '授权同意', en: 'consent' },
  MemberMerge: { 'zh-CN': '会员合并', en: 'merge' },
  MemberClient: { 'zh-CN': '会员端', en: 'member client' },
  MemberDevice: { 'zh-CN': '登录设备', en: 'device' },
  MemberEvent: { 'zh-CN': '会员事件', en: 'event of a member' },
  BirthdayCare: { 'zh-CN': '生日关怀', en: 'birthday' },
  Tier: { 'zh-CN': '等级', en: 'tier' },
  Badge: { 'zh-CN': '徽章', en: 'badge' },
  BadgeAward: { 'zh-CN': '徽章获得记录', en: 'badge of a member' },
  Tag: { 'zh-CN': '标签', en: 'tag' },
  Order: { 'zh-CN': '订单', en: 'order' },
  Import: { 'zh-CN': '导入', en: 'import' },
  ImportProblem: { 'zh-CN': '导入问题', en: 'problem of an import' },
  Job: { 'zh-CN': '后台任务', en: 'job' },
  StoredFile: { 'zh-CN': '文件', en: 'file' },
  SavedView: { 'zh-CN': '视图', en: 'view' },
  AuditEvent: { 'zh-CN': '审计事件', en: 'audit event' },
  Notification: { 'zh-CN': '通知', en: 'notification' },
  PointsEntry: { 'zh-CN': '积分记录', en: 'entry of points' },
  PointsAdjustment: { 'zh-CN': '积分调整', en: 'adjustment of points' },
  EarningRule: { 'zh-CN': '积分规则', en: 'rule' },
  Reward: { 'zh-CN': '礼品', en: 'reward' },
  RewardRedemption: { 'zh-CN': '礼品兑换', en: 'redemption' },
  CouponTemplate: { 'zh-CN': '券模板', en: 'coupon template' },
  Coupon: { 'zh-CN': '优惠券', en: 'coupon' },
  CouponRedemption: { 'zh-CN': '用券记录', en: 'use of coupons' },
  TierLadderChange: { 'zh-CN': '等级调整', en: 'change of the tiers' },
  TierLadderPreview: { 'zh-CN': '等级预览', en: 'preview of tiers' },
  Benefit: { 'zh-CN': '权益', en: 'benefit' },
  BenefitUse: { 'zh-CN': '权益使用', en: 'use of a benefit' },
  AuditChain: { 'zh-CN': '审计链', en: 'audit chain' },
  EncryptionKey: { 'zh-CN': '密钥', en: 'encryption key' },
};

const permissions: Words<Permission> = {
  BRAND_READ: { 'zh-CN': '查看品牌', en: 'see the brand' },
  BRAND_UPDATE: { 'zh-CN': '修改品牌', en: 'change the brand' },
  BRAND_CREATE: { 'zh-CN': '新建品牌', en: 'make brands' },
  OPERATOR_READ: { 'zh-CN': '查看运营人员', en: 'see operators' },
  OPERATOR_MANAGE: { 'zh-CN': '管理运营人员', en: 'manage operators' },
  MEMBER_READ: { 'zh-CN': '查看会员', en: 'see members' },
  MEMBER_WRITE: { 'zh-CN': '维护会员', en: 'change members' },
  MEMBER_MERGE: { 'zh-CN': '合并会员', en: 'merge members' },
  MEMBER_REVEAL: { 'zh-CN': '查看个人信息', en: 'see personal data' },
  ORDER_READ: { 'zh-CN': '查看订单', en: 'see orders' },
  ORDER_WRITE: { 'zh-CN': '维护订单', en: 'change orders' },
  IMPORT_READ: { 'zh-CN': '查看导入', en: 'see imports' },
  IMPORT_RUN: { 'zh-CN': '执行导入', en: 'run imports' },
  JOB_READ: { 'zh-CN': '查看后台任务', en: 'see jobs' },
  JOB_MANAGE: { 'zh-CN': '管理后台任务', en: 'manage jobs' },
  VIEW_SHARE: { 'zh-CN': '共享视图', en: 'share views' },
  AUDIT_READ: { 'zh-CN': '查看审计记录', en: 'read the audit log' },
  POINTS_READ: { 'zh-CN': '查看积分', en: 'see points' },
  POINTS_WRITE: { 'zh-CN': '发放和扣减积分', en: 'give and take points' },
  POINTS_APPROVE: { 'zh-CN': '审批积分调整', en: 'approve adjustments of points' },
  COUPON_ISSUE: { 'zh-CN': '发放和核销优惠券', en: 'issue and redeem coupons' },
  PROGRAMME_UPDATE: { 'zh-CN': '修改会员计划', en: 'change the loyalty programme' },
};

const words: Readonly<Record<string, Readonly<Record<string, Record<Locale, string>>>>> = {
  noun: nouns,
  permission: permissions,
};

/** A parameter of a message as people say it: nouns and permissions have words, other values are what they are. */
export function worded(name: string, value: string | number | boolean, locale: Locale): string {
  return words[name]?.[String(value)]?.[locale] ?? String(value);
}
