import type { DialogProps } from '@mui/material/Dialog';
import type { DialogActionsProps } from '@mui/material/DialogActions';
import type { DialogContentProps } from '@mui/material/DialogContent';
import type { DialogTitleProps } from '@mui/material/DialogTitle';
import type { DividerProps } from '@mui/material/Divider';
import type { DrawerProps } from '@mui/material/Drawer';
import type { MenuProps } from '@mui/material/Menu';
import type { MenuItemProps } from '@mui/material/MenuItem';
import type { PopoverProps } from '@mui/material/Popover';
import { type ComponentType, type ReactNode, Suspense, use, useState } from 'react';
import type { overlayParts } from './overlay-parts.tsx';

type Parts = typeof overlayParts;

let parts: Parts | undefined;
let coming: Promise<Parts> | undefined;

const retryAfterMs = 3_000;

/** Fetches what opens: it is no part of what a page shows first, and comes after it, or when it is needed. */
export function loadOverlays(): Promise<Parts> {
  coming ??= import('./overlay-parts.tsx').then(
    (module) => {
      parts = module.overlayParts;
      return parts;
    },
    (error) => {
      // Who opens it again may have better luck; but what is drawn anew by the failure must not ask without end.
      setTimeout(() => {
        coming = undefined;
      }, retryAfterMs);
      throw error;
    },
  );
  return coming;
}

function Part<Props extends object>(props: { pick: (parts: Parts) => ComponentType<Props>; props: Props }) {
  const Found = props.pick(parts ?? use(loadOverlays()));
  return <Found {...props.props} />;
}

/** What is closed at first is neither fetched nor made until it is opened; from then on it may close as it likes. */
function OnceOpen({ open, children }: { open: boolean; children: ReactNode }) {
  const [opened, setOpened] = useState(open);
  if (open && !opened) setOpened(true);
  return opened ? <Suspense>{children}</Suspense> : null;
}

export function Dialog(props: DialogProps) {
  return (
    <OnceOpen open={props.open}>
      <Part pick={({ Dialog }) => Dialog} props={props} />
    </OnceOpen>
  );
}
export function Drawer(props: DrawerProps) {
  return (
    <OnceOpen open={props.open ?? false}>
      <Part pick={({ Drawer }) => Drawer} props={props} />
    </OnceOpen>
  );
}
export function Menu(props: MenuProps) {
  return (
    <OnceOpen open={props.open}>
      <Part pick={({ Menu }) => Menu} props={props} />
    </OnceOpen>
  );
}
export function Popover(props: PopoverProps) {
  return (
    <OnceOpen open={props.open}>
      <Part pick={({ Popover }) => Popover} props={props} />
    </OnceOpen>
  );
}

export function DialogTitle(props: DialogTitleProps) {
  return <Part pick={({ DialogTitle }) => DialogTitle} props={props} />;
}
export function DialogContent(props: DialogContentProps) {
  return <Part pick={({ DialogContent }) => DialogContent} props={props} />;
}
export function DialogActions(props: DialogActionsProps) {
  return <Part pick={({ DialogActions }) => DialogActions} props={props} />;
}
export function MenuItem(props: MenuItemProps) {
  return <Part pick={({ MenuItem }) => MenuItem} props={props} />;
}
export function MenuDivider(props: DividerProps) {
  return <Part pick={({ Divider }) => Divider} props={props} />;
}
