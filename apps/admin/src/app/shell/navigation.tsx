import RoleIcon from '@mui/icons-material/AdminPanelSettingsOutlined';
import LifecycleIcon from '@mui/icons-material/AutoModeOutlined';
import OperatorIcon from '@mui/icons-material/BadgeOutlined';
import BirthdayIcon from '@mui/icons-material/CakeOutlined';
import RewardIcon from '@mui/icons-material/CardGiftcardOutlined';
import AuditIcon from '@mui/icons-material/FactCheckOutlined';
import RfmIcon from '@mui/icons-material/GridOnOutlined';
import JobIcon from '@mui/icons-material/HistoryToggleOffOutlined';
import OverviewIcon from '@mui/icons-material/InsightsOutlined';
import LeaderboardIcon from '@mui/icons-material/LeaderboardOutlined';
import CouponIcon from '@mui/icons-material/LocalActivityOutlined';
import BadgeIcon from '@mui/icons-material/MilitaryTechOutlined';
import MemberIcon from '@mui/icons-material/PeopleOutlined';
import OrderIcon from '@mui/icons-material/ReceiptLongOutlined';
import TierIcon from '@mui/icons-material/StairsOutlined';
import PointsIcon from '@mui/icons-material/StarsOutlined';
import BrandIcon from '@mui/icons-material/StorefrontOutlined';
import ImportIcon from '@mui/icons-material/UploadFileOutlined';
import EarningIcon from '@mui/icons-material/WorkspacePremiumOutlined';
import type { ComponentType } from 'react';
import type { Permission } from '../../gql/graphql.ts';
import { WaitingAdjustments, WaitingRedemptions } from './waiting.tsx';

export interface NavigationItem {
  key:
    | 'overview'
    | 'rfm'
    | 'lifecycle'
    | 'members'
    | 'orders'
    | 'earning'
    | 'coupons'
    | 'badges'
    | 'leaderboards'
    | 'birthdays'
    | 'imports'
    | 'points'
    | 'rewards'
    | 'tiers'
    | 'brand'
    | 'operators'
    | 'roles'
    | 'audit'
    | 'jobs';
  path: string;
  icon: ComponentType;
  /** Shown only to roles with this permission. */
  permission: Permission;
  /** How many things wait there for the operator. */
  count?: ComponentType;
}

/** The nouns that operators work with, in the order in which they need them. */
export const navigation: { group: 'work' | 'programme' | 'settings'; items: NavigationItem[] }[] = [
  {
    group: 'work',
    items: [
      { key: 'overview', path: '/', icon: OverviewIcon, permission: 'ORDER_READ' },
      { key: 'members', path: '/members', icon: MemberIcon, permission: 'MEMBER_READ' },
      { key: 'rfm', path: '/rfm', icon: RfmIcon, permission: 'MEMBER_READ' },
      { key: 'lifecycle', path: '/lifecycle', icon: LifecycleIcon, permission: 'MEMBER_READ' },
      { key: 'orders', path: '/orders', icon: OrderIcon, permission: 'ORDER_READ' },
      { key: 'imports', path: '/imports', icon: ImportIcon, permission: 'IMPORT_READ' },
    ],
  },
  {
    group: 'programme',
    items: [
      { key: 'tiers', path: '/tiers', icon: TierIcon, permission: 'MEMBER_READ' },
      {
        key: 'points',
        path: '/points',
        icon: PointsIcon,
        permission: 'POINTS_READ',
        count: WaitingAdjustments,
      },
      { key: 'earning', path: '/earning', icon: EarningIcon, permission: 'POINTS_READ' },
      {
        key: 'rewards',
        path: '/rewards',
        icon: RewardIcon,
        permission: 'POINTS_READ',
        count: WaitingRedemptions,
      },
      { key: 'coupons', path: '/coupons', icon: CouponIcon, permission: 'POINTS_READ' },
      { key: 'badges', path: '/badges', icon: BadgeIcon, permission: 'MEMBER_READ' },
      { key: 'leaderboards', path: '/leaderboards', icon: LeaderboardIcon, permission: 'MEMBER_READ' },
      { key: 'birthdays', path: '/birthdays', icon: BirthdayIcon, permission: 'MEMBER_READ' },
    ],
  },
  {
    group: 'settings',
    items: [
      { key: 'brand', path: '/brand', icon: BrandIcon, permission: 'BRAND_READ' },
      { key: 'operators', path: '/operators', icon: OperatorIcon, permission: 'OPERATOR_READ' },
      { key: 'roles', path: '/roles', icon: RoleIcon, permission: 'OPERATOR_READ' },
      { key: 'audit', path: '/audit', icon: AuditIcon, permission: 'AUDIT_READ' },
      { key: 'jobs', path: '/jobs', icon: JobIcon, permission: 'JOB_READ' },
    ],
  },
];
