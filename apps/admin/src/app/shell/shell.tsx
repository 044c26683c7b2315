import { useApolloClient, useQuery } from '@apollo/client/react';
import MenuIcon from '@mui/icons-material/Menu';
import SearchIcon from '@mui/icons-material/Search';
import { lazy, type ReactNode, Suspense, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Outlet, useLocation, useNavigation } from 'react-router';
import { useHotkeys } from '../../shared/hooks/use-hotkeys.ts';
import { firstPageStands, usePainted } from '../../shared/hooks/use-painted.ts';
import { startLive } from '../../shared/live/live.ts';
import { SessionProvider } from '../../shared/session/session.tsx';
import { ViewerDocument } from '../../shared/session/viewer.graphql.ts';
import { IconButton } from '../../shared/ui/button.tsx';
import { Drawer, loadOverlays } from '../../shared/ui/overlay.tsx';
import { Toasts } from '../../shared/ui/toast.tsx';
import { Bell, UnreadAnnouncement, useUnreadCount } from './bell.tsx';
import { DemoNotice } from './demo-notice.tsx';
import { keepFocus } from './keep-focus.ts';
import { NoBrand } from './no-brand.tsx';
import styles from './shell.module.css';
import { Sidebar } from './sidebar.tsx';

const liveAfterMs = 1_000;
const whenIdle = window.requestIdleCallback ?? setTimeout;
/** With what it opens in, at once: neither waits for the other. */
const loadPalette = () => {
  void loadOverlays().catch(() => undefined);
  return import('./palette.tsx');
};
const Palette = lazy(() => loadPalette().then((module) => ({ default: module.Palette })));
const Shortcuts = lazy(() => import('./shortcuts.tsx').then((module) => ({ default: module.Shortcuts })));

/** What surrounds every page: navigation at the side, the page beside it, and what can be called from anywhere. */
export function Shell() {
  const { t } = useTranslation('common');
  const { data } = useQuery(ViewerDocument, { fetchPolicy: 'cache-only' });
  const [overlay, setOverlay] = useState<'palette' | 'shortcuts' | 'menu'>();
  const unreadCount = useUnreadCount();
  const { pathname } = useLocation();
  const moving = useNavigation().state !== 'idle';
  useHotkeys({
    'mod+k': () => setOverlay((open) => (open === 'palette' ? undefined : 'palette')),
    '?': () => setOverlay('shortcuts'),
  });
  const client = useApolloClient();
  const mayReadJobs = data?.viewer?.permissions.includes('JOB_READ') ?? false;
  const atWork = Boolean(data?.viewer?.brand);
  // After the first page is there: it doesn't wait for what may change on it.
  useEffect(() => {
    if (!atWork) return;
    let stop: (() => void) | undefined;
    const timer = setTimeout(() => {
      stop = startLive(client, { jobs: mayReadJobs });
    }, liveAfterMs);
    return () => {
      clearTimeout(timer);
      stop?.();
    };
  }, [client, atWork, mayReadJobs]);
  const painted = usePainted();
  useEffect(firstPageStands, []);
  // What is typed right after Ctrl K must not be lost while the palette is fetched, and menus open at once.
  useEffect(() => {
    if (painted) whenIdle(() => void loadPalette().catch(() => undefined));
  }, [painted]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: going to another page closes the menu
  useEffect(() => setOverlay((open) => (open === 'menu' ? undefined : open)), [pathname]);

  if (!data?.viewer) return null;
  if (!data.viewer.brand)
    return (
      <>
        <NoBrand email={data.viewer.operator.email} />
        <Toasts />
      </>
    );
  const close = () => setOverlay(undefined);
  const sidebar = (bell?: ReactNode) => (
    <Sidebar
      bell={bell}
      onPalette={() => setOverlay('palette')}
      onShortcuts={() => setOverlay('shortcuts')}
    />
  );
  return (
    <SessionProvider data={data}>
      <a className={styles.skip} href="#content">
        {t('shell.skip')}
      </a>
      <div className={styles.shell}>
        <div className={styles.side}>{sidebar(<Bell unreadCount={unreadCount} />)}</div>
        <div className={styles.main}>
          <div className={styles.bar}>
            <IconButton aria-label={t('shell.openMenu')} onClick={() => setOverlay('menu')}>
              <MenuIcon />
            </IconButton>
            <span className={styles.barBrand}>{data.viewer.brand.name}</span>
            <Bell unreadCount={unreadCount} />
            <IconButton aria-label={t('shell.search')} onClick={() => setOverlay('palette')}>
              <SearchIcon />
            </IconButton>
          </div>
          {data.installation.demo && <DemoNotice />}
          <div className={styles.progress} data-moving={moving} />
          <main id="content" className={styles.content} tabIndex={-1} ref={keepFocus}>
            <Outlet />
          </main>
        </div>
      </div>
      <Drawer
        open={overlay === 'menu'}
        onClose={close}
        slotProps={{ paper: { 'aria-label': t('shell.menu') } }}
      >
        <div className={styles.drawer}>{sidebar()}</div>
      </Drawer>
      <Suspense>
        {overlay === 'palette' && <Palette onClose={close} onShortcuts={() => setOverlay('shortcuts')} />}
        {overlay === 'shortcuts' && <Shortcuts onClose={close} />}
      </Suspense>
      <UnreadAnnouncement unreadCount={unreadCount} />
      <Toasts />
    </SessionProvider>
  );
}
