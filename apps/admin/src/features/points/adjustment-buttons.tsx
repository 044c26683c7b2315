import { useTranslation } from 'react-i18next';
import type { PointsAdjustmentAction, PointsAdjustmentRowFragment } from '../../gql/graphql.ts';
import { memberName } from '../../shared/record/member-name.ts';
import { Button } from '../../shared/ui/button.tsx';
import styles from './points.module.css';

/** What the operator can do with an adjustment now. */
export function AdjustmentButtons(props: {
  adjustment: PointsAdjustmentRowFragment;
  onDecide: (action: PointsAdjustmentAction) => void;
}) {
  const { t } = useTranslation(['points', 'common']);
  const { availableActions, member } = props.adjustment;
  const name = memberName(member, t('unnamed'));
  if (availableActions.length === 0) return <span className="k-muted">{t('common:state.none')}</span>;
  return (
    <span className={styles.rowActs}>
      {availableActions.map((action) => (
        <Button
          key={action}
          variant="text"
          aria-label={t('decide.of', { action: t(`decide.${action}.action`), name })}
          onClick={() => props.onDecide(action)}
        >
          {t(`decide.${action}.action`)}
        </Button>
      ))}
    </span>
  );
}
