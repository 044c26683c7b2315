import { useApolloClient } from '@apollo/client/react';
import { useTranslation } from 'react-i18next';
import type { MemberWholeFragment } from '../../gql/graphql.ts';
import { useFormat } from '../../shared/format/use-format.ts';
import { Definitions, Panel } from '../../shared/ui/page.tsx';
import { MemberRevealDocument } from './member.graphql.ts';
import { SealedValue } from './sealed-value.tsx';

export function ProfilePanel({ member }: { member: MemberWholeFragment }) {
  const { t } = useTranslation(['member', 'common']);
  const format = useFormat();
  const client = useApolloClient();
  const reveal = async (field: 'realName' | 'address') => {
    const { data } = await client.query({
      query: MemberRevealDocument,
      variables: { id: member.id, name: field === 'realName', address: field === 'address' },
      fetchPolicy: 'no-cache',
    });
    return data?.member?.[field];
  };
  const none = <span className="k-muted">{t('common:state.none')}</span>;
  const sealed = (field: 'realName' | 'address') => (
    <SealedValue label={t(`field.${field}`)} masked={member[field]} reveal={() => reveal(field)} />
  );
  return (
    <Panel title={t('panel.profile')}>
      <Definitions
        items={[
          { term: t('field.displayName'), value: member.displayName || none },
          { term: t('field.realName'), value: sealed('realName') },
          { term: t('field.gender'), value: t(`common:gender.${member.gender}`) },
          { term: t('field.birthday'), value: member.birthday ? format.day(member.birthday) : none },
          {
            term: t('field.region'),
            value: [...new Set([member.province, member.city])].filter(Boolean).join(' ') || none,
          },
          { term: t('field.address'), value: sealed('address') },
          { term: t('field.interests'), value: member.interests.join('、') || none },
          { term: t('field.joinedAt'), value: format.dateTime(member.joinedAt) },
          { term: t('field.source'), value: t(`common:source.${member.source}`) },
        ]}
      />
    </Panel>
  );
}
