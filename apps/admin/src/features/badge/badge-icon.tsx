import GiftIcon from '@mui/icons-material/CardGiftcard';
import ChatIcon from '@mui/icons-material/ChatBubble';
import CrownIcon from '@mui/icons-material/EmojiEvents';
import HeartIcon from '@mui/icons-material/Favorite';
import SunIcon from '@mui/icons-material/LightMode';
import FlameIcon from '@mui/icons-material/LocalFireDepartment';
import MedalIcon from '@mui/icons-material/MilitaryTech';
import RocketIcon from '@mui/icons-material/RocketLaunch';
import LeafIcon from '@mui/icons-material/Spa';
import StarIcon from '@mui/icons-material/Star';
import type { BadgeIcon as IconName } from '../../gql/graphql.ts';
import styles from './badge.module.css';

const icons = {
  STAR: StarIcon,
  HEART: HeartIcon,
  FLAME: FlameIcon,
  CROWN: CrownIcon,
  MEDAL: MedalIcon,
  LEAF: LeafIcon,
  GIFT: GiftIcon,
  ROCKET: RocketIcon,
  CHAT: ChatIcon,
  SUN: SunIcon,
} as const satisfies Record<IconName, typeof StarIcon>;

export const iconNames = Object.keys(icons).filter((name): name is IconName => name in icons);

/** A badge as members see it: a picture in its colour. Its name stands beside it. */
export function BadgePicture(props: { icon: IconName; color: string; faded?: boolean }) {
  const Icon = icons[props.icon];
  return (
    <span
      className={styles.picture}
      data-faded={props.faded ? '' : undefined}
      style={{ '--badge': /^#[0-9a-f]{6}$/i.test(props.color) ? props.color : 'var(--k-ink-3)' } as object}
      aria-hidden="true"
    >
      <Icon fontSize="small" />
    </span>
  );
}
