import { useQuery } from '@apollo/client/react';
import CloseIcon from '@mui/icons-material/Close';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { TextField } from '../form/field.tsx';
import { useDebounced } from '../hooks/use-debounced.ts';
import { IconButton } from '../ui/button.tsx';
import { FindMembersDocument } from './member-field.graphql.ts';
import styles from './member-field.module.css';
import { memberName } from './member-name.ts';

export interface ChosenMember {
  id: string;
  name: string;
}

/** A member, found by name, phone or e-mail; or none. */
export function MemberField(props: {
  label: string;
  hint?: string;
  optional?: boolean;
  error?: string | undefined;
  value: ChosenMember | undefined;
  onChange: (member: ChosenMember | undefined) => void;
}) {
  const { t } = useTranslation('common');
  const { value, onChange } = props;
  const [text, setText] = useState('');
  const search = useDebounced(text.trim());
  const { data } = useQuery(FindMembersDocument, {
    variables: { search },
    skip: search === '',
    fetchPolicy: 'no-cache',
  });
  if (value)
    return (
      <div className={styles.chosen}>
        <span>
          <span className="k-muted">{props.label}</span> {value.name}
        </span>
        <IconButton aria-label={t('memberField.clear')} onClick={() => onChange(undefined)}>
          <CloseIcon />
        </IconButton>
      </div>
    );
  const found = search && text.trim() ? data?.members.nodes : undefined;
  return (
    <div>
      <TextField
        label={props.label}
        hint={props.hint}
        optional={props.optional ?? false}
        error={props.error}
        type="search"
        autoComplete="off"
        placeholder={t('memberField.find')}
        value={text}
        onChange={({ target }) => setText(target.value)}
      />
      {found && (
        <ul className={styles.found}>
          {found.map((member) => {
            const name = memberName(member, t('memberField.unnamed'));
            return (
              <li key={member.id}>
                <button
                  type="button"
                  onClick={() => {
                    setText('');
                    onChange({ id: member.id, name });
                  }}
                >
                  {name}{' '}
                  <span className="k-muted">{[member.province, member.city].filter(Boolean).join(' ')}</span>
                </button>
              </li>
            );
          })}
          {found.length === 0 && <li className="k-muted">{t('list.emptyFiltered')}</li>}
        </ul>
      )}
    </div>
  );
}
