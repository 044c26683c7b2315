import { useQuery } from '@apollo/client/react';
import CloseIcon from '@mui/icons-material/Close';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { TextField } from '../../shared/form/field.tsx';
import { useDebounced } from '../../shared/hooks/use-debounced.ts';
import { memberName } from '../../shared/record/member-name.ts';
import { IconButton } from '../../shared/ui/button.tsx';
import { BadgeMembersDocument } from './badge.graphql.ts';
import styles from './badge.module.css';

export interface ChosenMember {
  id: string;
  name: string;
}

/** A member, found by name, phone or e-mail. */
export function MemberChoice(props: {
  value: ChosenMember | undefined;
  onChange: (member: ChosenMember | undefined) => void;
  error: string | undefined;
}) {
  const { t } = useTranslation(['badge', 'common']);
  const [text, setText] = useState('');
  const search = useDebounced(text.trim());
  const { data } = useQuery(BadgeMembersDocument, {
    variables: { search },
    skip: search === '',
    fetchPolicy: 'no-cache',
  });
  if (props.value)
    return (
      <div className={styles.look}>
        <span className={styles.said}>
          <span className="k-muted">{t('award.member')}</span> {props.value.name}
        </span>
        <IconButton aria-label={t('award.clearMember')} onClick={() => props.onChange(undefined)}>
          <CloseIcon />
        </IconButton>
      </div>
    );
  const found = search && text.trim() ? data?.members.nodes : undefined;
  return (
    <div>
      <TextField
        label={t('award.member')}
        type="search"
        autoComplete="off"
        placeholder={t('award.find')}
        error={props.error}
        value={text}
        onChange={({ target }) => setText(target.value)}
      />
      {found && (
        <ul className={styles.found}>
          {found.map((member) => {
            const name = memberName(member, t('unnamed'));
            return (
              <li key={member.id}>
                <button type="button" onClick={() => props.onChange({ id: member.id, name })}>
                  {name}{' '}
                  <span className="k-muted">{[member.province, member.city].filter(Boolean).join(' ')}</span>
                </button>
              </li>
            );
          })}
          {found.length === 0 && <li className={styles.none}>{t('common:list.emptyFiltered')}</li>}
        </ul>
      )}
    </div>
  );
}
