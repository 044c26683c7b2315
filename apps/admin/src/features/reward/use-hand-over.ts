import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAct } from '../../shared/api/use-act.ts';
import { memberName } from '../../shared/record/member-name.ts';
import { toast } from '../../shared/ui/toast.tsx';
import { RedemptionDecideDocument } from './redemption.graphql.ts';
import { type Redemption, showsRedemptions } from './redemptions.ts';

/** Notes that rewards were handed over: one at once, with a way back, or many one after another. */
export function useHandOver() {
  const { t } = useTranslation('reward');
  const [decide] = useAct(RedemptionDecideDocument, { refetch: showsRedemptions });
  const [decideQuietly] = useAct(RedemptionDecideDocument);
  const [progress, setProgress] = useState<{ done: number; total: number }>();
  const act = async ({ id }: Redemption, action: 'FULFIL' | 'REOPEN') => {
    const acted = await decide({ input: { id, action } });
    const [problem] = acted?.errors ?? [];
    if (problem) toast(problem.message, { tone: 'danger' });
    return acted !== undefined && !problem;
  };
  const handOver = async (redemption: Redemption) => {
    if (!(await act(redemption, 'FULFIL'))) return;
    const name = memberName(redemption.member, t('unnamed'));
    toast(t('handOver.done', { name, reward: redemption.reward.name }), {
      action: { label: t('handOver.undo'), run: () => void reopen(redemption) },
    });
  };
  const reopen = async (redemption: Redemption) => {
    if (await act(redemption, 'REOPEN')) toast(t('handOver.undone'));
  };
  const handOverAll = async (ids: string[]) => {
    let failed = 0;
    for (const [done, id] of ids.entries()) {
      setProgress({ done, total: ids.length });
      // Lists are asked for anew with the last one.
      const send = done === ids.length - 1 ? decide : decideQuietly;
      const acted = await send({ input: { id, action: 'FULFIL' } });
      if (!acted || acted.errors.length > 0) failed += 1;
    }
    setProgress(undefined);
    const words = t('handOver.allDone', { count: ids.length - failed });
    if (failed === 0) toast(words);
    else toast(`${words} ${t('handOver.allFailed', { count: failed })}`, { tone: 'danger' });
  };
  return { handOver, reopen, handOverAll, progress };
}
