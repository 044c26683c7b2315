import { ApiError } from './api/client';
import { language } from './api/member';

const zh = {
  welcome: '欢迎加入会员',
  join: '加入或登录',
  joinNote: '登录即表示您同意品牌为会员服务保存您的资料。各项授权可随时在“授权同意”中更改。',
  memberSince: '入会时间',
  orders: '订单数',
  noName: '会员',
  profile: '我的资料',
  consents: '授权同意',
  signOut: '退出登录',
  close: '注销账号',
  closeText:
    '注销后，您的资料、登录方式和授权都会被删除，积分会作废，且不能恢复。订单记录会依法保留，但不再与您关联。',
  closed: '账号已注销',
  cancel: '取消',
  nickname: '昵称',
  gender: '性别',
  birthday: '生日',
  province: '省份',
  city: '城市',
  notTold: '未填写',
  save: '保存',
  saved: '已保存',
  retry: '重试',
  consentsLead: '每一项都可以单独同意或撤回，不影响会员身份。',
  genders: { FEMALE: '女', MALE: '男', OTHER: '其他', UNKNOWN: '未填写' },
  purposes: {
    MARKETING_SMS: '通过短信接收优惠',
    MARKETING_WECHAT: '通过微信接收优惠',
    MARKETING_EMAIL: '通过邮件接收优惠',
    PERSONALISATION: '根据我的数据推荐',
    SHARING: '与合作方共享我的数据',
  },
  points: '积分',
  pointsNow: '可用积分',
  pendingPoints: '待生效',
  expiringOn: '将到期',
  statement: '积分明细',
  noEntries: '还没有积分记录，下单后即可获得积分。',
  forOrder: '订单',
  entryKinds: {
    EARN: '获得',
    MATURE: '生效',
    REDEEM: '使用',
    GIVE_BACK: '退回',
    TAKE_BACK: '扣回',
    EXPIRE: '到期',
    ADJUST: '调整',
    MOVE_IN: '账号合并转入',
    MOVE_OUT: '账号合并转出',
  },
  rewards: '积分兑换',
  noRewards: '暂时没有可兑换的奖品。',
  redeem: '兑换',
  left: '剩余',
  soldOut: '已兑完',
  missing: '积分不足',
  redeemed: '兑换成功',
  myRedemptions: '我的兑换',
  redemptionStatuses: { REDEEMED: '待领取', FULFILLED: '已领取', CANCELLED: '已取消' },
  unreachable: '网络不可用，请稍后再试。',
  failed: '出错了，请稍后再试。',
};

const en: typeof zh = {
  welcome: 'Become a member',
  join: 'Join or sign in',
  joinNote:
    'By signing in you agree that the brand keeps your data for the membership. What else you allow can be changed at any time.',
  memberSince: 'Member since',
  orders: 'Orders',
  noName: 'Member',
  profile: 'My profile',
  consents: 'What I allow',
  signOut: 'Sign out',
  close: 'Close my account',
  closeText:
    'Your profile, your sign-ins and all that you allowed are deleted, your points lapse, and nothing can be brought back. Orders are kept as the law asks, without you.',
  closed: 'Your account is closed',
  cancel: 'Cancel',
  nickname: 'Nickname',
  gender: 'Gender',
  birthday: 'Birthday',
  province: 'Province',
  city: 'City',
  notTold: 'Not told',
  save: 'Save',
  saved: 'Saved',
  retry: 'Try again',
  consentsLead: 'Each is yours to allow or to withdraw by itself; you stay a member either way.',
  genders: { FEMALE: 'Female', MALE: 'Male', OTHER: 'Another', UNKNOWN: 'Not told' },
  purposes: {
    MARKETING_SMS: 'Offers by SMS',
    MARKETING_WECHAT: 'Offers on WeChat',
    MARKETING_EMAIL: 'Offers by e-mail',
    PERSONALISATION: 'Suggestions made from my data',
    SHARING: 'Sharing my data with partners',
  },
  points: 'Points',
  pointsNow: 'Points to spend',
  pendingPoints: 'Pending',
  expiringOn: 'Expiring',
  statement: 'Statement',
  noEntries: 'No points yet. You get some with your first order.',
  forOrder: 'Order',
  entryKinds: {
    EARN: 'Earned',
    MATURE: 'Can be spent now',
    REDEEM: 'Spent',
    GIVE_BACK: 'Given back',
    TAKE_BACK: 'Taken back',
    EXPIRE: 'Expired',
    ADJUST: 'Adjusted',
    MOVE_IN: 'Moved in from another account',
    MOVE_OUT: 'Moved to another account',
  },
  rewards: 'Rewards',
  noRewards: 'There are no rewards at the moment.',
  redeem: 'Redeem',
  left: 'Left',
  soldOut: 'None left',
  missing: 'Not enough points',
  redeemed: 'It is yours',
  myRedemptions: 'What I redeemed',
  redemptionStatuses: { REDEEMED: 'To be collected', FULFILLED: 'Collected', CANCELLED: 'Cancelled' },
  unreachable: 'There is no network. Try again later.',
  failed: 'Something went wrong. Try again later.',
};

/** What pages say, in the language of the telephone. */
export const texts = language === 'zh-CN' ? zh : en;

/** What to say of a failure: the server's own sentence where there is one. */
export function failureText(error: unknown): string {
  if (!(error instanceof ApiError)) return texts.failed;
  if (error.code === 'UNREACHABLE') return texts.unreachable;
  return error.message || texts.failed;
}

/** Whether one has to sign in again. */
export function isSignedOut(error: unknown): boolean {
  return error instanceof ApiError && error.code === 'UNAUTHENTICATED';
}
