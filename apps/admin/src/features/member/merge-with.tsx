import { useQuery } from '@apollo/client/react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { MemberWholeFragment } from '../../gql/graphql.ts';
import { TextField } from '../../shared/form/field.tsx';
import { useDebounced } from '../../shared/hooks/use-debounced.ts';
import { memberName } from '../../shared/record/member-name.ts';
import { Dialog, DialogContent, DialogTitle } from '../../shared/ui/overlay.tsx';
import styles from './member-page.module.css';
import { MembersDocument } from './members.graphql.ts';
import { MergeDialog } from './merge-dialog.tsx';

/** Looks for the other half of a person who is here twice. */
export function MergeWith({ member, onClose }: { member: MemberWholeFragment; onClose: () => void }) {
  const { t } = useTranslation(['member', 'common']);
  const [text, setText] = useState('');
  const [other, setOther] = useState<string>();
  const search = useDebounced(text.trim());
  const { data } = useQuery(MembersDocument, {
    variables: { search, first: 8, withTotal: false, withTags: false, withIdentities: true },
    skip: search === '',
    fetchPolicy: 'no-cache',
  });
  if (other) return <MergeDialog keptId={member.id} mergedId={other} onClose={onClose} />;
  const found = search ? (data?.members.edges ?? []).filter(({ node }) => node.id !== member.id) : [];
  return (
    <Dialog open onClose={onClose} maxWidth="xs" fullWidth aria-labelledby="merge-with">
      <DialogTitle id="merge-with">{t('merge.findTitle')}</DialogTitle>
      <DialogContent>
        <TextField
          label={t('merge.findLabel')}
          type="search"
          autoFocus
          autoComplete="off"
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
        <ul className={styles.rows} style={{ margin: '10px -16px 0' }}>
          {found.map(({ node }) => (
            <li key={node.id}>
              <button
                type="button"
                className={styles.grow}
                style={{ border: 0, background: 'none', textAlign: 'left', cursor: 'pointer' }}
                onClick={() => setOther(node.id)}
              >
                {memberName(node, t('unnamed'))}
                <div className={styles.sub}>
                  {node.identities?.flatMap(({ value }) => value ?? []).join(' · ')}
                </div>
              </button>
            </li>
          ))}
          {search && data && found.length === 0 && (
            <li className={styles.sub}>{t('common:list.emptyFiltered')}</li>
          )}
        </ul>
      </DialogContent>
    </Dialog>
  );
}
