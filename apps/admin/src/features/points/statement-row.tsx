import ExpandIcon from '@mui/icons-material/ChevronRight';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { PointsStatementEntryFragment as Entry, PointsEntryAction } from '../../gql/graphql.ts';
import { useFormat } from '../../shared/format/use-format.ts';
import { memberName } from '../../shared/record/member-name.ts';
import { Button } from '../../shared/ui/button.tsx';
import { Definitions } from '../../shared/ui/page.tsx';
import styles from './points.module.css';
import { orderOf, useActorWords, useEntryWords } from './use-entry-words.ts';
import { usePointsFormat } from './use-points.ts';

interface RowProps {
  entry: Entry;
  readOnly: boolean;
  onAct: (action: PointsEntryAction) => void;
}

/** One line of the statement; it opens to which points went where, and to what can be done about it. */
export function StatementRow(props: RowProps) {
  const { entry } = props;
  const { t } = useTranslation(['points', 'common']);
  const format = useFormat();
  const { signed } = usePointsFormat();
  const words = useEntryWords();
  const actor = useActorWords();
  const [open, setOpen] = useState(false);
  const id = useId();
  const points = Number(entry.points);
  return (
    <tbody className={styles.entry} data-open={open}>
      <tr>
        <td className={styles.when}>
          <time dateTime={entry.at} title={format.exact(entry.at)}>
            {format.dateTime(entry.at)}
          </time>
        </td>
        <td>
          <button
            type="button"
            className={styles.toggle}
            aria-expanded={open}
            aria-controls={id}
            onClick={() => setOpen(!open)}
          >
            <ExpandIcon aria-hidden />
            <span>
              {words(entry)}
              <span className={styles.sub}>
                <span className={styles.narrowOnly}>{format.dateTime(entry.at)} · </span>
                {actor(entry)}
              </span>
            </span>
          </button>
        </td>
        <td className="k-number" data-sign={Math.sign(points)}>
          {entry.kind === 'MATURE' ? (
            <span className="k-muted">{t('statement.matured', { points: matured(entry) })}</span>
          ) : (
            signed(entry.points)
          )}
        </td>
        <td className="k-number">
          {format.number(entry.availableAfter)}
          {Number(entry.pendingAfter) > 0 && (
            <span className={styles.sub}>
              {t('statement.pendingAfter', { points: Number(entry.pendingAfter) })}
            </span>
          )}
        </td>
      </tr>
      <tr id={id} hidden={!open}>
        <td colSpan={4}>{open && <EntryDetails {...props} />}</td>
      </tr>
    </tbody>
  );
}

/** How many pending points an entry made spendable. */
function matured({ postings }: Entry): number {
  return postings.reduce((sum, { from, points }) => sum + (from === 'PENDING' ? Number(points) : 0), 0);
}

function EntryDetails({ entry, readOnly, onAct }: RowProps) {
  const { t } = useTranslation('points');
  const format = useFormat();
  const { lastDay } = usePointsFormat();
  const order = orderOf(entry);
  const from = entry.kind === 'MOVE_IN' ? entry.cause?.member : undefined;
  const items = [
    ...(entry.reason ? [{ term: t('statement.reason'), value: entry.reason }] : []),
    ...(order
      ? [{ term: t('statement.order'), value: <Link to={`/orders/${order.id}`}>{order.orderNo}</Link> }]
      : []),
    ...(from
      ? [
          {
            term: t('statement.from'),
            value: <Link to={`/members/${from.id}`}>{memberName(from, t('unnamed'))}</Link>,
          },
        ]
      : []),
    {
      term: t('statement.postings'),
      value: (
        <ul className={styles.postings} aria-label={t('posting.label')}>
          {entry.postings.map(({ from: source, to, points, expiresAt }, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: postings never change nor move
            <li key={at}>
              <b>{format.number(points)}</b>
              {t('posting.go', { from: t(`account.${source}`), to: t(`account.${to}`) })}
              <span className="k-muted">
                {expiresAt ? t('posting.until', { date: lastDay(expiresAt) }) : t('posting.never')}
              </span>
            </li>
          ))}
        </ul>
      ),
    },
  ];
  return (
    <div className={styles.details}>
      <Definitions items={items} />
      {!readOnly && entry.availableActions.length > 0 && (
        <div className={styles.acts}>
          {entry.availableActions.map((action) => (
            <Button key={action} onClick={() => onAct(action)}>
              {t(actionKeys[action])}
            </Button>
          ))}
        </div>
      )}
    </div>
  );
}

const actionKeys = {
  GIVE_BACK: 'giveBack.action',
  TAKE_BACK: 'takeBack.action',
  RELEASE: 'release.action',
} as const satisfies Record<PointsEntryAction, string>;
