import { useQuery } from '@apollo/client/react';
import type { UseFormRegisterReturn } from 'react-hook-form';
import { useTranslation } from 'react-i18next';
import * as z from 'zod/mini';
import { useKeyedAct } from '../../shared/api/use-keyed-act.ts';
import { FormDialog } from '../../shared/form/form-dialog.tsx';
import layout from '../../shared/form/form-page.module.css';
import { useServerForm } from '../../shared/form/use-server-form.ts';
import { FailureState, SkeletonLines } from '../../shared/ui/states.tsx';
import { toast } from '../../shared/ui/toast.tsx';
import { RewardRedeemDocument, RewardsToRedeemDocument } from './redemption.graphql.ts';
import { showsRedemptions } from './redemptions.ts';
import styles from './reward.module.css';
import { type Reward, stateOf } from './rewards.ts';

/** Takes a reward for a member, of those that can be had now. */
export function RedeemDialog(props: { memberId: string; onClose: () => void }) {
  const { memberId, onClose } = props;
  const { t } = useTranslation(['reward', 'common']);
  const { data, error, refetch } = useQuery(RewardsToRedeemDocument, {
    variables: { memberId },
    fetchPolicy: 'network-only',
  });
  const [redeem] = useKeyedAct(RewardRedeemDocument, { refetch: showsRedemptions });
  const available = Number(data?.member?.points.available ?? 0);
  const offered = (data?.rewards.nodes ?? [])
    .filter((reward) => ['OFFERED', 'OUT_OF_STOCK'].includes(stateOf(reward)))
    .sort((one, other) => Number(one.points) - Number(other.points));
  const { form, submit, busy, problem, dirty } = useServerForm({
    schema: z.object({
      rewardId: z.string().check(z.refine((id) => id !== '', t('redeem.choose'))),
    }),
    defaultValues: { rewardId: '' },
    send: ({ rewardId }) => {
      const shown = offered.find(({ id }) => id === rewardId);
      return redeem({ memberId, rewardId, points: shown && Number(shown.points) });
    },
    onDone: (_, { rewardId }) => {
      toast(t('redeem.done', { name: offered.find(({ id }) => id === rewardId)?.name ?? '' }));
      onClose();
    },
  });
  const chosen = offered.find(({ id }) => id === form.watch('rewardId'));
  return (
    <FormDialog
      title={t('redeem.title')}
      confirm={t('redeem.confirm')}
      wide
      busy={busy}
      dirty={dirty}
      problem={problem ?? form.formState.errors.rewardId?.message}
      onSubmit={submit}
      onClose={onClose}
    >
      {!data ? (
        error ? (
          <FailureState error={error} onRetry={() => void refetch()} />
        ) : (
          <SkeletonLines lines={5} />
        )
      ) : offered.length === 0 ? (
        <p>{t('redeem.nothing')}</p>
      ) : (
        <>
          <fieldset className={layout.options}>
            <legend>{t('redeem.legend')}</legend>
            {offered.map((reward) => (
              <Choice
                key={reward.id}
                reward={reward}
                available={available}
                chosen={reward === chosen}
                field={form.register('rewardId')}
              />
            ))}
          </fieldset>
          <p className="k-muted" role="status">
            {chosen
              ? t('redeem.after', { before: available, after: available - Number(chosen.points) })
              : t('redeem.available', { points: available })}
          </p>
        </>
      )}
    </FormDialog>
  );
}

function Choice(props: { reward: Reward; available: number; chosen: boolean; field: UseFormRegisterReturn }) {
  const { reward, available, chosen, field } = props;
  const { t } = useTranslation('reward');
  const points = Number(reward.points);
  const missing = points - available;
  return (
    <label data-on={chosen ? '' : undefined}>
      <input type="radio" value={reward.id} disabled={missing > 0 || reward.stock === 0} {...field} />
      <span>
        {reward.name}
        <small>
          {reward.stock === 0
            ? t('stock.none')
            : missing > 0
              ? t('redeem.missing', { points: missing })
              : reward.stock === null
                ? t('stock.unlimited')
                : t('stock.left', { count: reward.stock })}
        </small>
      </span>
      <b className={styles.price}>{t('points', { points })}</b>
    </label>
  );
}
