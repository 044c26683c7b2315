import { ApolloLink } from '@apollo/client';
import { Observable } from 'rxjs';

/** Sends subscriptions over a WebSocket, which is fetched and opened with the first of them. */
export function liveLink(brandId: string | undefined): ApolloLink {
  return new ApolloLink(
    ({ query, variables }) =>
      new Observable((observer) => {
        let stop: (() => void) | undefined;
        let stopped = false;
        const begin = ({ subscribe }: typeof import('./socket.ts')) => {
          if (!stopped) stop = subscribe(brandId, { query, variables }, observer);
        };
        import('./socket.ts').then(begin, (error: unknown) => observer.error(error));
        return () => {
          stopped = true;
          stop?.();
        };
      }),
  );
}
