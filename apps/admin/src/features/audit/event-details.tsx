import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { AuditEventQuery } from '../../gql/graphql.ts';
import { useFormat } from '../../shared/format/use-format.ts';
import { Button } from '../../shared/ui/button.tsx';
import { CopyButton } from '../../shared/ui/copy-button.tsx';
import { Definitions } from '../../shared/ui/page.tsx';
import styles from './audit.module.css';
import { RecordChange } from './record-change.tsx';
import { useActorName, useSubjectName } from './use-audit-columns.tsx';

export type AuditEvent = Extract<NonNullable<AuditEventQuery['node']>, { action: string }>;

const step = 10;

/** Everything about one event: who, when, from where, and what changed on each record. */
export function EventDetails({ event }: { event: AuditEvent }) {
  const { t } = useTranslation(['audit', 'common']);
  const format = useFormat();
  const actor = useActorName();
  const subject = useSubjectName();
  const [shown, setShown] = useState(step);
  const rest = event.changes.length - shown;
  return (
    <div className={styles.details}>
      <Definitions
        items={[
          { term: t('column.at'), value: <time dateTime={event.at}>{format.exact(event.at)}</time> },
          {
            term: t('column.actor'),
            value: (
              <>
                {actor(event)}{' '}
                {event.actor && (
                  <Link className={styles.small} to={`/audit?actor=${event.actor.id}`}>
                    {t('detail.onlyActor')}
                  </Link>
                )}
              </>
            ),
          },
          { term: t('column.subject'), value: subject(event) },
          { term: t('detail.code'), value: <code>{event.action}</code> },
          { term: t('column.ip'), value: event.ip ?? t('common:state.none') },
          {
            term: t('column.requestId'),
            value: event.requestId ? (
              <span className={styles.copied} title={t('detail.requestHint')}>
                <code>{event.requestId}</code>
                <CopyButton text={event.requestId} label={t('detail.copyRequest')} />
              </span>
            ) : (
              <span className="k-muted">{t('detail.system')}</span>
            ),
          },
          { term: t('column.seq'), value: t('detail.number', { seq: format.number(event.seq) }) },
          {
            term: t('detail.hash'),
            value: (
              <span className={styles.copied} title={t('detail.hashHint')}>
                <code>{event.hash.slice(0, 16)}…</code>
                <CopyButton text={event.hash} label={t('detail.copyHash')} />
              </span>
            ),
          },
        ]}
      />
      <section aria-label={t('detail.changes')} className={styles.changes}>
        <h3>{t('detail.changes')}</h3>
        {event.changes.length === 0 && <p className="k-muted">{t('detail.noChanges')}</p>}
        {event.changeCount > event.changes.length && event.changes.length > 0 && (
          <p className="k-muted">
            {t('detail.first', { count: event.changeCount, shown: event.changes.length })}
          </p>
        )}
        {event.changes.slice(0, shown).map((change, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: an act may change the same record twice, in this order
          <RecordChange key={`${change.id} ${index}`} subjectType={event.subjectType} change={change} />
        ))}
        {rest > 0 && (
          <Button onClick={() => setShown(shown + step)}>
            {t('detail.more', { count: Math.min(step, rest) })}
          </Button>
        )}
        <p className={styles.small}>{t('detail.masked')}</p>
      </section>
    </div>
  );
}
