import type { Database } from './database.ts';
import type { Listener } from './listener.ts';
import type { Log } from './log.ts';

/**
 * Has a process take in what others change in the keys: from then on it seals with the new one. (What another has sealed
 * with a key that it doesn't know makes it read the keys anew in any case.)
 */
export async function followKeys(database: Database, listener: Listener, log: Log): Promise<void> {
  const refresh = () => {
    database.keyring
      .refresh()
      .catch((error: unknown) => log.error({ err: error }, 'the keyring could not be read'));
  };
  await listener.listen('kolony_keyring', refresh, refresh);
}
