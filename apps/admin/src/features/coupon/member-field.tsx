import { useQuery } from '@apollo/client/react';
import CloseIcon from '@mui/icons-material/Close';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { TextField } from '../../shared/form/field.tsx';
import { useDebounced } from '../../shared/hooks/use-debounced.ts';
import { memberName } from '../../shared/record/member-name.ts';
import { IconButton } from '../../shared/ui/button.tsx';
import { CouponMembersDocument } from './coupon.graphql.ts';
import styles from './coupon.module.css';

export interface ChosenMember {
  id: string;
  name: string;
}

/** A member, found by name, phone or e-mail. */
export function MemberField(props: {
  value: ChosenMember | undefined;
  error?: string | undefined;
  onChange: (member: ChosenMember | undefined) => void;
}) {
  const { t } = useTranslation(['coupon', 'common']);
  const { value, onChange } = props;
  const [text, setText] = useState('');
  const search = useDebounced(text.trim());
  const { data } = useQuery(CouponMembersDocument, {
    variables: { search },
    skip: search === '',
    fetchPolicy: 'no-cache',
  });
  if (value)
    return (
      <div className={styles.chosen}>
        <span>
          <span className="k-muted">{t('field.member')}</span> {value.name}
        </span>
        <IconButton aria-label={t('issue.otherMember')} onClick={() => onChange(undefined)}>
          <CloseIcon />
        </IconButton>
      </div>
    );
  const found = search && text.trim() ? data?.members.nodes : undefined;
  return (
    <div>
      <TextField
        label={t('field.member')}
        type="search"
        autoComplete="off"
        placeholder={t('issue.findMember')}
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
          {found.length === 0 && <li className="k-muted">{t('common:list.emptyFiltered')}</li>}
        </ul>
      )}
    </div>
  );
}
