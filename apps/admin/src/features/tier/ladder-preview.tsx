import { useQuery } from '@apollo/client/react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { LadderPreviewResultFragment as Preview } from '../../gql/graphql.ts';
import { useFormat } from '../../shared/format/use-format.ts';
import { memberName } from '../../shared/record/member-name.ts';
import { Panel } from '../../shared/ui/page.tsx';
import { Tiles } from '../../shared/ui/tiles.tsx';
import { MoveMatrix } from './move-matrix.tsx';
import { PreviewMembersDocument } from './tier.graphql.ts';
import styles from './tier.module.css';
import { TierName } from './tier-name.tsx';

/** What a ladder would do to the members if it held from today on: who moves where, and what that costs. */
export function LadderPreview({ preview, atOnce }: { preview: Preview; atOnce: boolean }) {
  const { t } = useTranslation('tier');
  const format = useFormat();
  const { benefitCostNow: now, benefitCostThen: then, points } = preview;
  const signed = (value: number) => `${value > 0 ? '+' : ''}${format.number(value)}`;
  return (
    <>
      <p className="k-muted">{t('preview.lead', { count: preview.memberCount })}</p>
      <Tiles
        label={t('preview.title')}
        items={[
          { term: t('preview.up'), value: format.number(preview.upCount), hint: t('preview.upHint') },
          {
            term: t('preview.down'),
            value: format.number(preview.downCount),
            hint: t(atOnce ? 'preview.downAtOnceHint' : 'preview.downHint'),
            tone: preview.downCount > 0 ? 'warning' : undefined,
          },
          {
            term: t('preview.falling'),
            value: format.number(preview.fallingCount),
            hint: t('preview.fallingHint'),
          },
          {
            term: t('preview.benefitCost'),
            value: format.money(then),
            hint: t('preview.benefitCostHint'),
            below: t('preview.before', { cost: format.money(now) }),
          },
          {
            term: t('preview.points'),
            value: signed(Number(points)),
            hint: t('preview.pointsHint'),
            below: t('preview.worth', { cost: format.money(preview.pointsCost) }),
          },
        ]}
      />
      <Panel title={t('preview.matrix')} lead={t('preview.matrixLead')} flush>
        <MoveMatrix moves={preview.moves} />
      </Panel>
      <Examples preview={preview} />
    </>
  );
}

/** Some of those who would move, to be looked at. */
function Examples({ preview }: { preview: Preview }) {
  const { t } = useTranslation('tier');
  const moving = preview.moves.filter(({ exampleIds }) => exampleIds.length > 0);
  const ids = moving.flatMap(({ exampleIds }) => exampleIds).slice(0, 60);
  const { data } = useQuery(PreviewMembersDocument, { variables: { ids }, skip: ids.length === 0 });
  const nameOf = (id: string) => {
    const member = data?.nodes?.find((node) => node?.id === id);
    return member && 'displayName' in member ? memberName(member, t('unnamed')) : t('unnamed');
  };
  if (moving.length === 0) return null;
  return (
    <Panel title={t('preview.examples')}>
      <ul className={styles.examples}>
        {moving.map(({ from, to, exampleIds }) => (
          <li key={`${from?.id ?? ''}-${to.id ?? to.name}`}>
            <span>
              {from ? <TierName tier={from} /> : t('preview.none')} → <TierName tier={to} />
            </span>
            <span>
              {exampleIds
                .filter((id) => ids.includes(id))
                .map((id) => (
                  <Link key={id} to={`/members/${id}?tab=tier`} target="_blank">
                    {nameOf(id)}
                  </Link>
                ))}
            </span>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
