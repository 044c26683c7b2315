import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAct } from '../../shared/api/use-act.ts';
import { useFormat } from '../../shared/format/use-format.ts';
import { useSession } from '../../shared/session/session.tsx';
import { Button } from '../../shared/ui/button.tsx';
import { toast } from '../../shared/ui/toast.tsx';
import { byGroup, type HeldBenefit } from './benefits.ts';
import { showsTiers } from './ladders.ts';
import { BenefitUseUndoDocument } from './member-tier.graphql.ts';
import type { MemberTierWhole } from './member-tier.tsx';
import styles from './tier.module.css';
import { useBenefitWords } from './use-benefit-words.ts';
import { UseDialog } from './use-dialog.tsx';

/** What a member has by their tier, how much of it is left, and noting that they had it. */
export function MemberBenefits(props: {
  member: MemberTierWhole;
  benefits: NonNullable<MemberTierWhole['tier']>['benefits'];
  readOnly: boolean;
}) {
  const { member } = props;
  const { t } = useTranslation('tier');
  const { can } = useSession();
  const gives = useBenefitWords();
  const [using, setUsing] = useState<HeldBenefit>();
  const uses = member.benefitUses.nodes;
  const held = props.benefits.map(({ left, benefit }) => ({ ...benefit, left }));
  const writable = can('POINTS_WRITE') && !props.readOnly;
  return (
    <section aria-label={t('member.benefits')}>
      <h2 className={styles.partTitle}>{t('member.benefits')}</h2>
      {held.length === 0 && <p className={`${styles.padded} k-muted`}>{t('member.noBenefits')}</p>}
      {byGroup(held).map(({ group, benefits }) => (
        <ul key={group} className={styles.memberBenefits} aria-label={t(`group.${group}`)}>
          {benefits.map((benefit) => {
            const { left } = benefit;
            return (
              <li key={benefit.id}>
                <div>
                  <strong>{benefit.name}</strong>
                  <p className="k-muted">
                    {[
                      gives(benefit),
                      left !== null && t(`member.left.${benefit.period ?? 'YEAR'}`, { count: left }),
                    ]
                      .filter(Boolean)
                      .join(' · ')}
                  </p>
                </div>
                {writable && (
                  <Button
                    disabled={left === 0}
                    aria-label={t('use.of', { name: benefit.name })}
                    onClick={() => setUsing(benefit)}
                  >
                    {t('use.action')}
                  </Button>
                )}
              </li>
            );
          })}
        </ul>
      ))}
      {uses.length > 0 && <Uses uses={uses} writable={writable} />}
      {using && <UseDialog memberId={member.id} benefit={using} onClose={() => setUsing(undefined)} />}
    </section>
  );
}

function Uses(props: { uses: MemberTierWhole['benefitUses']['nodes']; writable: boolean }) {
  const { t } = useTranslation('tier');
  const format = useFormat();
  const [undo, busy] = useAct(BenefitUseUndoDocument, { refetch: showsTiers });
  const run = async (id: string) => {
    const acted = await undo({ input: { id } });
    if (acted?.errors[0]) toast(acted.errors[0].message, { tone: 'danger' });
    else if (acted) toast(t('use.undone'));
  };
  return (
    <details className={styles.uses}>
      <summary>{t('use.list', { count: props.uses.length })}</summary>
      <ul aria-label={t('use.label')}>
        {props.uses.map(({ id, at, note, undoneAt, operator, benefit }) => (
          <li key={id} data-undone={undoneAt ? '' : undefined}>
            <time dateTime={at} title={format.exact(at)}>
              {format.dateTime(at)}
            </time>
            <span>{[benefit.name, note, operator?.name ?? t('use.system')].filter(Boolean).join(' · ')}</span>
            {undoneAt ? (
              <span className="k-muted">{t('use.isUndone')}</span>
            ) : (
              props.writable && (
                <Button
                  variant="text"
                  disabled={busy}
                  aria-label={t('use.undoOf', { name: benefit.name, at: format.dateTime(at) })}
                  onClick={() => void run(id)}
                >
                  {t('use.undo')}
                </Button>
              )
            )}
          </li>
        ))}
      </ul>
    </details>
  );
}
