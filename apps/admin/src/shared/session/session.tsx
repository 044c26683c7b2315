import { createContext, type ReactNode, use, useMemo } from 'react';
import type { Permission, ViewerQuery } from '../../gql/graphql.ts';

type Viewer = NonNullable<ViewerQuery['viewer']>;

export interface Session {
  installation: ViewerQuery['installation'];
  viewer: Viewer;
  brand: NonNullable<Viewer['brand']>;
  /** Whether the operator's role in this brand includes a permission: what isn't permitted isn't offered. */
  can: (permission: Permission) => boolean;
}

const SessionContext = createContext<Session | null>(null);

export function SessionProvider({ data, children }: { data: ViewerQuery; children: ReactNode }) {
  const session = useMemo(() => toSession(data), [data]);
  return <SessionContext value={session}>{children}</SessionContext>;
}

function toSession({ viewer, installation }: ViewerQuery): Session | null {
  if (!viewer?.brand) return null;
  const permissions = new Set(viewer.permissions);
  return { viewer, installation, brand: viewer.brand, can: (permission) => permissions.has(permission) };
}

/** Who is signed in, in which brand, and what they may do. Only below the shell, where all three are certain. */
export function useSession(): Session {
  const session = use(SessionContext);
  if (!session) throw new Error('no session above this component');
  return session;
}
