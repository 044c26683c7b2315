import type { AuditChange } from '../foundation/audit.ts';
import type { Transaction } from '../foundation/database.ts';
import { newId } from '../foundation/ids.ts';
import { BrandChannelEntity } from './brand.entity.ts';
import type { Channel } from './brand.rules.ts';

/**
 * Makes the brand's channels those of the list. A channel is the same one when platform and account name are; it keeps
 * its id. Each that came, went or changed is audited. Returns whether any did.
 */
export async function replaceChannels(tx: Transaction, channels: readonly Channel[]): Promise<boolean> {
  const existing = await tx.em.find(BrandChannelEntity, { brandId: tx.brandId });
  const wanted = new Map(channels.map((channel, position) => [keyOf(channel), { ...channel, position }]));
  const changes: AuditChange[] = [];
  for (const channel of existing) {
    const next = wanted.get(keyOf(channel));
    wanted.delete(keyOf(channel));
    const before = contentOf(channel);
    if (!next) {
      tx.em.remove(channel);
      changes.push({ id: channel.id, before, after: null });
    } else if (JSON.stringify(before) !== JSON.stringify(contentOf(next))) {
      tx.em.assign(channel, next);
      changes.push({ id: channel.id, before, after: contentOf(next) });
    }
  }
  for (const channel of wanted.values()) {
    const id = newId();
    tx.em.create(BrandChannelEntity, { brandId: tx.brandId, id, ...channel });
    changes.push({ id, before: null, after: contentOf(channel) });
  }
  if (changes.length === 0) return false;
  tx.audit({
    action: 'brand.channels_replace',
    subjectType: 'BrandChannel',
    changes,
    relatedIds: [tx.brandId],
  });
  return true;
}

function keyOf({ platform, accountName }: Pick<Channel, 'platform' | 'accountName'>): string {
  return `${platform}:${accountName}`;
}

type Placed = Omit<Channel, 'url'> & { url?: string | null; position: number };

function contentOf({ platform, accountName, accountId, url, position }: Placed) {
  return { platform, accountName, accountId, url: url ?? null, position };
}
