import { useTranslation } from 'react-i18next';
import { useLocation, useNavigate } from 'react-router';
import { currentLocale } from '../../shared/i18n/locale.ts';
import { pathInBrand } from '../../shared/session/brand-path.ts';
import { useSession } from '../../shared/session/session.tsx';
import { setThemeMode } from '../../shared/ui/appearance.ts';
import { navigation } from './navigation.tsx';
import { useSignOut } from './use-sign-out.ts';
import { useSwitchLocale } from './use-switch-locale.ts';

export interface PaletteEntry {
  key: string;
  group: 'go' | 'actions' | 'brands' | 'members';
  label: string;
  detail?: string;
  /** Other words by which it is found. */
  keywords?: string;
  run: () => void;
}

/** What the command palette offers to this operator. */
export function usePaletteEntries(onShortcuts: () => void): PaletteEntry[] {
  const { t } = useTranslation('common');
  const { can, brand, viewer } = useSession();
  const { pathname } = useLocation();
  const navigate = useNavigate();
  const signOut = useSignOut();
  const switchLocale = useSwitchLocale();
  const to = (path: string) => () => void navigate(path);

  const pages: PaletteEntry[] = navigation
    .flatMap(({ items }) => items)
    .filter(({ permission }) => can(permission))
    .map(({ key, path }) => ({ key, group: 'go', label: t(`nav.${key}`), keywords: key, run: to(path) }));
  if (can('POINTS_READ'))
    pages.push(
      {
        key: 'adjustments',
        group: 'go',
        label: t('palette.adjustments'),
        keywords: 'points approvals adjustments',
        run: to('/points/adjustments'),
      },
      {
        key: 'programme',
        group: 'go',
        label: t('palette.programme'),
        keywords: 'points programme rules expiry',
        run: to('/points/programme'),
      },
      {
        key: 'redemptions',
        group: 'go',
        label: t('palette.redemptions'),
        keywords: 'rewards redemptions hand over',
        run: to('/rewards/redemptions'),
      },
    );
  if (can('MEMBER_READ'))
    pages.push({
      key: 'benefits',
      group: 'go',
      label: t('palette.benefits'),
      keywords: 'tiers benefits',
      run: to('/tiers/benefits'),
    });
  pages.push({
    key: 'security',
    group: 'go',
    label: t('nav.security'),
    keywords: 'totp password',
    run: to('/security'),
  });
  pages.push({
    key: 'explorer',
    group: 'go',
    label: t('palette.explorer'),
    keywords: 'graphql graphiql api',
    run: () => location.assign('/explorer'),
  });

  const actions: PaletteEntry[] = [];
  if (can('MEMBER_WRITE'))
    actions.push({
      key: 'createMember',
      group: 'actions',
      label: t('palette.createMember'),
      run: to('/members?new=1'),
    });
  if (can('PROGRAMME_UPDATE'))
    actions.push(
      {
        key: 'createRule',
        group: 'actions',
        label: t('palette.createRule'),
        keywords: 'points earning rule',
        run: to('/earning/new'),
      },
      {
        key: 'createReward',
        group: 'actions',
        label: t('palette.createReward'),
        keywords: 'points gift reward',
        run: to('/rewards/new'),
      },
    );
  if (can('PROGRAMME_UPDATE'))
    actions.push({
      key: 'createCoupon',
      group: 'actions',
      label: t('palette.createCoupon'),
      keywords: 'coupon voucher discount',
      run: to('/coupons/new'),
    });
  if (can('COUPON_ISSUE'))
    actions.push({
      key: 'redeemCoupons',
      group: 'actions',
      label: t('palette.redeemCoupons'),
      keywords: 'coupon code redeem',
      run: to('/coupons?redeem=1'),
    });
  if (can('POINTS_READ'))
    actions.push({
      key: 'tryRules',
      group: 'actions',
      label: t('palette.tryRules'),
      keywords: 'points simulate',
      run: to('/earning?try=1'),
    });
  if (can('IMPORT_RUN'))
    actions.push({
      key: 'upload',
      group: 'actions',
      label: t('palette.uploadImport'),
      keywords: 'csv xlsx',
      run: to('/imports/new'),
    });
  if (can('OPERATOR_MANAGE'))
    actions.push({
      key: 'invite',
      group: 'actions',
      label: t('palette.inviteOperator'),
      run: to('/operators?invite=1'),
    });
  actions.push(
    { key: 'password', group: 'actions', label: t('palette.changePassword'), run: to('/security') },
    { key: 'light', group: 'actions', label: t('palette.useLight'), run: () => setThemeMode('light') },
    { key: 'dark', group: 'actions', label: t('palette.useDark'), run: () => setThemeMode('dark') },
    {
      key: 'language',
      group: 'actions',
      label: t('palette.switchLanguage'),
      run: () => switchLocale(currentLocale() === 'en' ? 'zh-CN' : 'en'),
    },
    { key: 'shortcuts', group: 'actions', label: t('shell.shortcuts'), run: onShortcuts },
    { key: 'signOut', group: 'actions', label: t('palette.signOut'), run: signOut },
  );

  const brands: PaletteEntry[] = viewer.seats
    .filter((seat) => seat.brand.id !== brand.id)
    .map((seat) => ({
      key: seat.brand.id,
      group: 'brands',
      label: seat.brand.name,
      run: () => location.assign(pathInBrand(pathname, seat.brand.id)),
    }));
  return [...pages, ...actions, ...brands];
}
