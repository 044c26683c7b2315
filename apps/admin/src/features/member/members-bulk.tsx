import { useQuery } from '@apollo/client/react';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { MemberMatching, MemberSelection } from '../../gql/graphql.ts';
import { useAct } from '../../shared/api/use-act.ts';
import { TextField } from '../../shared/form/field.tsx';
import type { FollowedJob } from '../../shared/job/use-followed-job.ts';
import { BulkBar } from '../../shared/list/bulk-bar.tsx';
import type { WholeSelection } from '../../shared/list/use-whole-selection.ts';
import { useSession } from '../../shared/session/session.tsx';
import { Button } from '../../shared/ui/button.tsx';
import { Popover } from '../../shared/ui/overlay.tsx';
import { toast } from '../../shared/ui/toast.tsx';
import { MemberBulkTagDocument } from './member-acts.graphql.ts';
import { TagsDocument } from './members.graphql.ts';
import { MergeDialog } from './merge-dialog.tsx';

/** What another feature does with many members. */
export interface BulkAct {
  key: string;
  label: string;
  dialog: (props: {
    selection: MemberSelection;
    count: number;
    onBegun: (jobId: string) => void;
    onClose: () => void;
  }) => ReactNode;
}

/** What can be done with ticked members, and with all that match. */
export function MembersBulk(props: {
  selection: WholeSelection;
  matching: MemberMatching;
  total: number | undefined;
  followed: FollowedJob;
  onMerged: () => void;
  more: BulkAct[];
}) {
  const { selection, total, followed } = props;
  const { t } = useTranslation(['member', 'common']);
  const { can } = useSession();
  const [begin] = useAct(MemberBulkTagDocument, { refetch: ['RunningJobs'] });
  const [asking, setAsking] = useState<{ act: 'add' | 'remove'; anchor: HTMLElement }>();
  const [merging, setMerging] = useState(false);
  const [opened, setOpened] = useState<BulkAct>();
  const ids = [...selection.ids];

  const chosen = selection.all ? { matching: props.matching } : { ids };
  const tag = async (act: 'add' | 'remove', name: string) => {
    setAsking(undefined);
    const acted = await begin({ input: { selection: chosen, [act]: [name] } });
    if (acted?.errors[0]) return toast(acted.errors[0].message, { tone: 'danger' });
    const job = acted?.data.memberBulkTag.job;
    if (job) followed.follow(job.id);
  };
  const [first, second] = ids;
  const count = selection.all ? (total ?? ids.length) : ids.length;
  return (
    <>
      <BulkBar
        count={count}
        total={total}
        followed={followed}
        onClear={selection.clear}
        onAll={selection.all ? undefined : selection.chooseAll}
      >
        {can('MEMBER_MERGE') && !selection.all && ids.length === 2 && (
          <Button onClick={() => setMerging(true)}>{t('merge.action')}</Button>
        )}
        <Button onClick={(event) => setAsking({ act: 'add', anchor: event.currentTarget })}>
          {t('bulk.addTag')}
        </Button>
        <Button onClick={(event) => setAsking({ act: 'remove', anchor: event.currentTarget })}>
          {t('bulk.removeTag')}
        </Button>
        {props.more.map((act) => (
          <Button key={act.key} onClick={() => setOpened(act)}>
            {act.label}
          </Button>
        ))}
      </BulkBar>
      <Popover
        open={asking !== undefined}
        anchorEl={asking?.anchor}
        onClose={() => setAsking(undefined)}
        anchorOrigin={{ vertical: 'top', horizontal: 'left' }}
        transformOrigin={{ vertical: 'bottom', horizontal: 'left' }}
        slotProps={{ paper: { role: 'dialog', 'aria-label': t('field.tags') } }}
      >
        {asking && (
          <TagForm label={t(`bulk.${asking.act}Tag`)} onSubmit={(name) => void tag(asking.act, name)} />
        )}
      </Popover>
      {opened?.dialog({
        selection: chosen,
        count,
        onBegun: followed.follow,
        onClose: () => setOpened(undefined),
      })}
      {merging && first && second && (
        <MergeDialog
          keptId={first}
          mergedId={second}
          onClose={() => setMerging(false)}
          onDone={() => {
            selection.clear();
            props.onMerged();
          }}
        />
      )}
    </>
  );
}

function TagForm({ label, onSubmit }: { label: string; onSubmit: (name: string) => void }) {
  const { t } = useTranslation(['member', 'common']);
  const { data } = useQuery(TagsDocument);
  const [name, setName] = useState('');
  return (
    <form
      style={{ display: 'grid', gap: 10, width: 260, padding: 14 }}
      onSubmit={(event) => {
        event.preventDefault();
        if (name.trim()) onSubmit(name.trim());
      }}
    >
      <TextField
        label={label}
        list="bulk-tags"
        autoFocus
        maxLength={50}
        value={name}
        onChange={(event) => setName(event.target.value)}
      />
      <datalist id="bulk-tags">
        {data?.tags.map((tag) => (
          <option key={tag.id} value={tag.name} />
        ))}
      </datalist>
      <Button type="submit" variant="contained">
        {t('common:action.apply')}
      </Button>
    </form>
  );
}
