import { useTranslation } from 'react-i18next';
import type { EarningEffect, EarningReason } from '../../gql/graphql.ts';
import { useFormat } from '../format/use-format.ts';
import styles from './earning-steps.module.css';

export interface EarningStep {
  ruleId: string | null;
  name: string;
  effect: EarningEffect;
  points: string | number;
  reason: EarningReason | null;
}

/** What each rule gives, in the order in which they count, and why not more. */
export function EarningSteps(props: {
  points: string | number;
  steps: EarningStep[];
  /** How many of them were taken back since. */
  takenBack?: string | number;
  /** Puts rules that gave nothing behind a line that opens. */
  folded?: boolean;
}) {
  const { t } = useTranslation('common');
  const format = useFormat();
  const idle = props.folded ? props.steps.filter(({ points }) => Number(points) === 0) : [];
  const takenBack = Number(props.takenBack ?? 0);
  const shown = props.steps.filter((step) => !idle.includes(step));
  if (props.steps.length === 0) return <p className="k-muted">{t('earning.none')}</p>;
  return (
    <>
      <table className={styles.steps} aria-label={t('earning.steps')}>
        <thead className="k-visually-hidden">
          <tr>
            <th scope="col">{t('earning.rule')}</th>
            <th scope="col">{t('earning.points')}</th>
          </tr>
        </thead>
        <Rows steps={shown} />
        <tfoot>
          <tr>
            <th scope="row">{t('earning.total')}</th>
            <td className="k-number">{format.number(props.points)}</td>
          </tr>
          {takenBack > 0 && (
            <>
              <tr>
                <th scope="row">{t('earning.takenBack')}</th>
                <td className="k-number">−{format.number(takenBack)}</td>
              </tr>
              <tr>
                <th scope="row">{t('earning.left')}</th>
                <td className="k-number">{format.number(Number(props.points) - takenBack)}</td>
              </tr>
            </>
          )}
        </tfoot>
      </table>
      {idle.length > 0 && (
        <details className={styles.idle}>
          <summary>{t('earning.idle', { count: idle.length })}</summary>
          <table className={styles.steps} aria-label={t('earning.idle', { count: idle.length })}>
            <Rows steps={idle} />
          </table>
        </details>
      )}
    </>
  );
}

function Rows({ steps }: { steps: EarningStep[] }) {
  const { t } = useTranslation('common');
  const format = useFormat();
  return (
    <tbody>
      {steps.map(({ ruleId, name, effect, points, reason }) => (
        <tr key={`${ruleId} ${name}`}>
          <td>
            <span className={styles.effect}>{t(`earningEffect.${effect}`)}</span>
            {name}
            {reason && <div className={styles.reason}>{t(`earning.reason.${reason}`)}</div>}
          </td>
          <td className="k-number" data-nothing={Number(points) === 0 ? '' : undefined}>
            {Number(points) > 0 && '+'}
            {format.number(points)}
          </td>
        </tr>
      ))}
    </tbody>
  );
}
