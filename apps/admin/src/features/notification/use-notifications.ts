import { useApolloClient, useQuery } from '@apollo/client/react';
import { useCallback, useEffect, useRef } from 'react';
import type { NotificationsQuery } from '../../gql/graphql.ts';
import { useAct } from '../../shared/api/use-act.ts';
import { toast } from '../../shared/ui/toast.tsx';
import { NotificationsDocument, NotificationsMarkReadDocument } from './notification.graphql.ts';

const pageSize = 20;

export type NotificationItem = NotificationsQuery['notifications']['nodes'][number];

/** The caller's notifications, the newest first, and how they are marked as read. */
export function useNotifications(unreadCount: number) {
  const { cache } = useApolloClient();
  const { data, error, loading, fetchMore, refetch } = useQuery(NotificationsDocument, {
    variables: { first: pageSize },
    fetchPolicy: 'cache-and-network',
    nextFetchPolicy: 'cache-first',
    notifyOnNetworkStatusChange: true,
  });
  const [send] = useAct(NotificationsMarkReadDocument);
  const items = data?.notifications.nodes;
  const pageInfo = data?.notifications.pageInfo;

  // More came while the list is open.
  const known = useRef(unreadCount);
  useEffect(() => {
    if (unreadCount > known.current) void refetch();
    known.current = unreadCount;
  }, [unreadCount, refetch]);

  const mark = useCallback(
    async (read: readonly NotificationItem[], input: { ids: string[] } | { upTo: string }) => {
      const acted = await send({ input });
      if (!acted) return;
      if (acted.errors[0]) return toast(acted.errors[0].message, { tone: 'danger' });
      const now = new Date().toISOString();
      for (const item of read)
        cache.modify({ id: cache.identify(item) ?? '', fields: { readAt: (at) => at ?? now } });
    },
    [send, cache],
  );
  return {
    items,
    error,
    loading,
    retry: () => void refetch(),
    loadMore: pageInfo?.hasNextPage
      ? () =>
          void fetchMore({
            variables: { after: pageInfo.endCursor },
            updateQuery: (before, { fetchMoreResult: more }) => ({
              ...more,
              notifications: {
                ...more.notifications,
                nodes: [...(before.notifications?.nodes ?? []), ...more.notifications.nodes],
              },
            }),
          }).catch(() => undefined)
      : undefined,
    markOne: (item: NotificationItem) => mark([item], { ids: [item.id] }),
    /** All that are shown and all older ones; what came meanwhile stays unread. */
    markAll: () => {
      const [newest] = items ?? [];
      if (items && newest) void mark(items, { upTo: newest.id });
    },
  };
}
