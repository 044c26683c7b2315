import { useQuery } from '@apollo/client/react';
import CloseIcon from '@mui/icons-material/Close';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { MemberWholeFragment } from '../../gql/graphql.ts';
import { useAct } from '../../shared/api/use-act.ts';
import { Button } from '../../shared/ui/button.tsx';
import { Panel } from '../../shared/ui/page.tsx';
import { toast } from '../../shared/ui/toast.tsx';
import { MemberTagsUpdateDocument } from './member-acts.graphql.ts';
import styles from './member-page.module.css';
import { TagsDocument } from './members.graphql.ts';

/** The tags of a member; removing one can be taken back at once. */
export function TagsPanel({ member, writable }: { member: MemberWholeFragment; writable: boolean }) {
  const { t } = useTranslation(['member', 'common']);
  const { data } = useQuery(TagsDocument);
  const [update, busy] = useAct(MemberTagsUpdateDocument, { refetch: ['Tags', 'MemberTimeline'] });
  const [name, setName] = useState('');
  const change = async (input: { add?: string[]; remove?: string[] }) => {
    const acted = await update({ input: { memberId: member.id, ...input } });
    if (acted?.errors[0]) toast(acted.errors[0].message, { tone: 'danger' });
    return acted?.errors.length === 0;
  };
  const remove = async (tag: string) => {
    if (await change({ remove: [tag] }))
      toast(t('tag.removed', { name: tag }), {
        action: { label: t('common:action.undo'), run: () => void change({ add: [tag] }) },
      });
  };
  const add = async () => {
    if (name.trim() && (await change({ add: [name.trim()] }))) setName('');
  };
  return (
    <Panel title={t('field.tags')}>
      <div className={styles.tags}>
        {member.tags.map((tag) => (
          <span key={tag.id} className={styles.tag}>
            {tag.name}
            {writable && (
              <button
                type="button"
                aria-label={`${t('common:action.remove')}: ${tag.name}`}
                onClick={() => void remove(tag.name)}
              >
                <CloseIcon />
              </button>
            )}
          </span>
        ))}
        {member.tags.length === 0 && <span className="k-muted">{t('tag.none')}</span>}
      </div>
      {writable && (
        <form
          className={styles.tagForm}
          onSubmit={(event) => {
            event.preventDefault();
            void add();
          }}
        >
          <input
            list="member-tags"
            aria-label={t('tag.add')}
            placeholder={t('tag.add')}
            maxLength={50}
            value={name}
            onChange={(event) => setName(event.target.value)}
          />
          <datalist id="member-tags">
            {data?.tags.map((tag) => (
              <option key={tag.id} value={tag.name} />
            ))}
          </datalist>
          <Button type="submit" loading={busy}>
            {t('common:action.add')}
          </Button>
        </form>
      )}
    </Panel>
  );
}
