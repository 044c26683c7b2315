import { Database } from '../src/foundation/database.ts';
import { loadKeyring } from '../src/foundation/keyring.ts';
import { brandScope } from '../src/foundation/scope.ts';
import { runPreview } from '../src/tier/ladder.preview.run.ts';
import { runChange } from '../src/tier/ladder.run.ts';

const works = { runChange, runPreview };

/** Leads a change or a preview of the ladder through the members, in a process of its own that dies amid the second portion. */
export async function run(
  url: string,
  brandId: string,
  id: string,
  work: keyof typeof works = 'runChange',
): Promise<void> {
  const database = await Database.open({ url });
  database.useKeyring(await loadKeyring(database, 'a secret of more than thirty-two characters'));
  const progress = () => void setTimeout(() => process.kill(process.pid, 'SIGKILL'), 20);
  await works[work](database, brandScope(brandId), id, { progress });
}
