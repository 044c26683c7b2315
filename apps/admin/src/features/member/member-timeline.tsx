import { useQuery } from '@apollo/client/react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { MemberTimelineQuery } from '../../gql/graphql.ts';
import { useAct } from '../../shared/api/use-act.ts';
import { useFormat } from '../../shared/format/use-format.ts';
import { fieldChanges } from '../../shared/record/changes.ts';
import { useRecordLabels } from '../../shared/record/labels.ts';
import { Button } from '../../shared/ui/button.tsx';
import { FailureState, SkeletonLines } from '../../shared/ui/states.tsx';
import { toast } from '../../shared/ui/toast.tsx';
import { MemberTimelineDocument } from './member.graphql.ts';
import { MemberNoteCreateDocument } from './member-acts.graphql.ts';
import styles from './member-page.module.css';

type Timeline = NonNullable<MemberTimelineQuery['member']>;
type AuditEvent = Timeline['timeline']['edges'][number]['node'];
type MemberEvent = Timeline['events']['edges'][number]['node'];
type Note = Timeline['notes']['edges'][number]['node'];

const page = 30;

/** Everything that happened to a member and what was noted about them, latest first. */
export function MemberTimeline({ memberId, writable }: { memberId: string; writable: boolean }) {
  const { t } = useTranslation(['member', 'common']);
  const { data, loading, error, refetch, fetchMore } = useQuery(MemberTimelineDocument, {
    variables: { id: memberId, first: page },
    fetchPolicy: 'cache-and-network',
  });
  if (error && !data) return <FailureState error={error} onRetry={() => void refetch()} />;
  if (!data?.member)
    return loading ? (
      <div style={{ padding: 16 }}>
        <SkeletonLines lines={7} />
      </div>
    ) : null;
  const { timeline, notes, events } = data.member;
  const { hasNextPage, endCursor } = timeline.pageInfo;
  const entries = merged(
    timeline.edges.map(({ node }) => node),
    [...notes.edges, ...events.edges].map(({ node }) => node),
    hasNextPage,
  );
  return (
    <>
      {writable && <NoteComposer memberId={memberId} />}
      {entries.length === 0 && (
        <p className="k-muted" style={{ padding: 16 }}>
          {t('timeline.empty')}
        </p>
      )}
      <ol className={styles.timeline}>
        {entries.map((entry) => (
          <Entry key={entry.id} entry={entry} memberId={memberId} />
        ))}
      </ol>
      {hasNextPage && (
        <div style={{ padding: '0 16px 16px 40px' }}>
          <Button onClick={() => void fetchMore({ variables: { after: endCursor } })}>
            {t('common:action.showMore')}
          </Button>
        </div>
      )}
    </>
  );
}

/**
 * What was recorded, noted and done in one order. What is older than the records fetched so far waits until those are
 * there.
 */
function merged(
  events: AuditEvent[],
  others: (Note | MemberEvent)[],
  hasMore: boolean,
): (AuditEvent | Note | MemberEvent)[] {
  const oldest = hasMore ? (events.at(-1)?.at ?? '') : '';
  const time = (entry: AuditEvent | Note | MemberEvent) => ('at' in entry ? entry.at : entry.createdAt);
  // A note is told by itself; that it was written needs no second entry.
  const told = events.filter(({ action }) => action !== 'member.note');
  return [...told, ...others.filter((other) => time(other) >= oldest)].sort((a, b) =>
    time(b).localeCompare(time(a)),
  );
}

function Entry({ entry, memberId }: { entry: AuditEvent | Note | MemberEvent; memberId: string }) {
  const { t } = useTranslation(['member', 'common']);
  const format = useFormat();
  const labels = useRecordLabels();
  const when = (moment: string) => (
    <time dateTime={moment} title={format.exact(moment)} className={styles.sub}>
      {format.dateTime(moment)}
    </time>
  );
  if ('body' in entry)
    return (
      <li data-kind="note">
        <span>{t('timeline.note', { name: entry.author?.name ?? t('timeline.someone') })}</span>{' '}
        {when(entry.createdAt)}
        <div className={styles.note}>{entry.body}</div>
      </li>
    );
  if ('event' in entry)
    return (
      <li data-kind="event">
        <span>{t(`common:earningEvent.${entry.event}`)}</span> {when(entry.at)}
        {entry.entry && (
          <div className={styles.change}>{t('timeline.earned', { points: Number(entry.entry.points) })}</div>
        )}
        {entry.note && <div className={styles.change}>{entry.note}</div>}
      </li>
    );
  const own = entry.changes.filter((change) => change.id === memberId || names(change, memberId));
  const changes = own
    .flatMap(({ before, after }) => fieldChanges(before, after))
    .filter(({ field }) => field !== 'member');
  const who = entry.actor?.name ?? t(`actor.${entry.actorKind}`);
  return (
    <li>
      <span>
        {who} · {labels.action(entry.action)}
      </span>{' '}
      {when(entry.at)}
      {changes.slice(0, 8).map((change) => (
        <div key={change.field} className={styles.change}>
          {labels.field(change.field)}:{' '}
          {change.before && <del>{labels.value(change.before, change.field)}</del>} {change.before && '→ '}
          {labels.value(change.after, change.field) || t('common:state.none')}
        </div>
      ))}
    </li>
  );
}

/** One act may concern many records: told here is only what belongs to this member. */
function names({ before, after }: { before?: unknown; after?: unknown }, memberId: string): boolean {
  return [before, after].some(
    (record) => typeof record === 'object' && record !== null && Reflect.get(record, 'member') === memberId,
  );
}

function NoteComposer({ memberId }: { memberId: string }) {
  const { t } = useTranslation(['member', 'common']);
  const [body, setBody] = useState('');
  const [create, busy] = useAct(MemberNoteCreateDocument, { refetch: ['MemberTimeline'] });
  const submit = async () => {
    if (!body.trim()) return;
    const acted = await create({ input: { memberId, body: body.trim() } });
    if (acted?.errors[0]) toast(acted.errors[0].message, { tone: 'danger' });
    else if (acted) setBody('');
  };
  return (
    <form
      className={styles.composer}
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      <textarea
        aria-label={t('timeline.noteLabel')}
        placeholder={t('timeline.notePlaceholder')}
        rows={2}
        maxLength={2000}
        value={body}
        onChange={(event) => setBody(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) void submit();
        }}
      />
      <Button type="submit" loading={busy} disabled={!body.trim()}>
        {t('timeline.noteAdd')}
      </Button>
    </form>
  );
}
