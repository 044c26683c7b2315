import Dialog, { type DialogProps } from '@mui/material/Dialog';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import Divider from '@mui/material/Divider';
import Drawer, { type DrawerProps } from '@mui/material/Drawer';
import Menu, { type MenuProps } from '@mui/material/Menu';
import MenuItem from '@mui/material/MenuItem';
import Popover, { type PopoverProps } from '@mui/material/Popover';
import { Themed } from './themed.tsx';

/** What opens above a page, and what it is made of: MUI's, in the console's look. Fetched by `overlay.tsx`. */
export const overlayParts = {
  Dialog: (props: DialogProps) => (
    <Themed>
      <Dialog {...props} />
    </Themed>
  ),
  Drawer: (props: DrawerProps) => (
    <Themed>
      <Drawer {...props} />
    </Themed>
  ),
  Menu: (props: MenuProps) => (
    <Themed>
      <Menu {...props} />
    </Themed>
  ),
  Popover: (props: PopoverProps) => (
    <Themed>
      <Popover {...props} />
    </Themed>
  ),
  DialogActions,
  DialogContent,
  DialogTitle,
  Divider,
  MenuItem,
};
