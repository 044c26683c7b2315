import { useQuery } from '@apollo/client/react';
import Button from '@mui/material/Button';
import Popover from '@mui/material/Popover';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { MemberRowFragment } from '../../gql/graphql.ts';
import { useAct } from '../../shared/api/use-act.ts';
import { TextField } from '../../shared/form/field.tsx';
import { BulkBar } from '../../shared/list/bulk-bar.tsx';
import { useBulk } from '../../shared/list/use-bulk.ts';
import { useSession } from '../../shared/session/session.tsx';
import { TagsDocument } from './member.graphql.ts';
import { MemberTagsUpdateDocument } from './member-acts.graphql.ts';
import { MergeDialog } from './merge-dialog.tsx';

/** What can be done with ticked members. */
export function MembersBulk(props: {
  selection: { ids: ReadonlySet<string>; toggle: (ids: string[], on: boolean) => void; clear: () => void };
  total: number | undefined;
  pages: (signal: AbortSignal) => AsyncGenerator<MemberRowFragment[]>;
  onDone: () => void;
}) {
  const { selection } = props;
  const { t } = useTranslation(['member', 'common']);
  const { can } = useSession();
  const bulk = useBulk();
  const [update] = useAct(MemberTagsUpdateDocument);
  const [asking, setAsking] = useState<{ act: 'add' | 'remove'; anchor: HTMLElement }>();
  const [merging, setMerging] = useState(false);
  const ids = [...selection.ids];

  const selectAll = async () => {
    const all: string[] = [];
    for await (const page of props.pages(new AbortController().signal)) all.push(...page.map(({ id }) => id));
    selection.toggle(all, true);
  };
  const tag = async (act: 'add' | 'remove', name: string) => {
    setAsking(undefined);
    await bulk.run(ids, async (memberId) => {
      const acted = await update({ input: { memberId, [act]: [name] } });
      return acted ? acted.errors[0]?.message : t('common:failure.action');
    });
    props.onDone();
  };
  const [first, second] = ids;
  return (
    <>
      <BulkBar
        count={ids.length}
        total={props.total}
        state={bulk.state}
        onStop={bulk.stop}
        onClear={() => {
          bulk.clear();
          selection.clear();
        }}
        onAll={() => void selectAll()}
        linkTo={(id) => `/members/${id}`}
      >
        {can('MEMBER_MERGE') && ids.length === 2 && (
          <Button onClick={() => setMerging(true)}>{t('merge.action')}</Button>
        )}
        <Button onClick={(event) => setAsking({ act: 'add', anchor: event.currentTarget })}>
          {t('bulk.addTag')}
        </Button>
        <Button onClick={(event) => setAsking({ act: 'remove', anchor: event.currentTarget })}>
          {t('bulk.removeTag')}
        </Button>
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
      {merging && first && second && (
        <MergeDialog
          keptId={first}
          mergedId={second}
          onClose={() => setMerging(false)}
          onDone={() => {
            selection.clear();
            props.onDone();
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
