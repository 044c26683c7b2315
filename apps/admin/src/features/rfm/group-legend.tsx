import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { RfmMatrixGroupFragment } from '../../gql/graphql.ts';
import { useFormat } from '../../shared/format/use-format.ts';
import { Panel } from '../../shared/ui/page.tsx';
import { percent } from './dimensions.ts';
import styles from './rfm.module.css';

/** All groups with how many are in them, each a link to its members; the one that is pointed at is lit in the map. */
export function GroupLegend(props: {
  groups: readonly RfmMatrixGroupFragment[];
  onPoint: (code: string | undefined) => void;
}) {
  const { groups, onPoint } = props;
  const { t } = useTranslation('rfm');
  const format = useFormat();
  const most = Math.max(Number.EPSILON, ...groups.map(({ share }) => share));
  return (
    <Panel title={t('groups.title')} lead={t('groups.lead')} flush>
      <ul className={styles.groups} onMouseLeave={() => onPoint(undefined)}>
        {groups.map(({ group, memberCount, share, averageSpent }) => (
          <li key={group.code}>
            <Link
              to={`/members?group=${group.code}`}
              onMouseEnter={() => onPoint(group.code)}
              onFocus={() => onPoint(group.code)}
              onBlur={() => onPoint(undefined)}
            >
              <span className={styles.groupName}>{group.name}</span>
              <span className={styles.groupCount}>
                {format.number(memberCount)} <small>{percent(share, format)}</small>
              </span>
              <span className={styles.groupText}>
                {group.description}
                {averageSpent && ` ${t('matrix.average')} ${format.money(averageSpent)}`}
              </span>
              <span className={styles.bar}>
                <i style={{ width: `${(share / most) * 100}%` }} />
              </span>
            </Link>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
