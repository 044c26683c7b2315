import { useTranslation } from 'react-i18next';
import type { PointsStatementEntryFragment as Entry } from '../../gql/graphql.ts';
import { memberName } from '../../shared/record/member-name.ts';

/** The order that an entry is about, if it is about one. */
export function orderOf({ subject }: Entry): { id: string; orderNo: string } | undefined {
  return subject && 'orderNo' in subject ? subject : undefined;
}

/** What happened to points, in words. */
export function useEntryWords(): (entry: Entry) => string {
  const { t } = useTranslation(['points', 'common']);
  return (entry) => {
    const { kind, cause, shortfall, points, subject } = entry;
    const event = subject && 'event' in subject ? t(`common:earningEvent.${subject.event}`) : '';
    const reason = [event, entry.reason].filter(Boolean).join(' · ');
    switch (kind) {
      case 'EARN': {
        const order = orderOf(entry);
        if (order) return t('what.earnedFor', { orderNo: order.orderNo });
        return reason ? t('what.earnedBecause', { reason }) : t('what.earned');
      }
      case 'MATURE':
        return t('what.matured');
      case 'REDEEM':
        return reason ? t('what.redeemedBecause', { reason }) : t('what.redeemed');
      case 'GIVE_BACK':
        return cause?.reason ? t('what.givenBackOf', { reason: cause.reason }) : t('what.givenBack');
      case 'TAKE_BACK': {
        const what = reason ? t('what.takenBackBecause', { reason }) : t('what.takenBack');
        return Number(shortfall) > 0 ? t('what.withShortfall', { what, points: Number(shortfall) }) : what;
      }
      case 'EXPIRE':
        return t('what.expired');
      case 'ADJUST':
        return Number(points) > 0 ? t('what.given', { reason }) : t('what.taken', { reason });
      case 'MOVE_OUT':
        return t('what.movedOut');
      case 'MOVE_IN':
        return cause
          ? t('what.movedInFrom', { name: memberName(cause.member, t('unnamed')) })
          : t('what.movedIn');
    }
  };
}

/** Who did it: by name, and by whom it was asked for where another one approved it. */
export function useActorWords(): (entry: Entry) => string {
  const { t } = useTranslation('points');
  return ({ operator, subject }) => {
    if (!operator) return t('statement.system');
    const asked = subject && 'requestedBy' in subject ? subject.requestedBy : undefined;
    if (!asked || asked.id === operator.id) return operator.name;
    return t('statement.asked', { name: asked.name, other: operator.name });
  };
}
