import { ensureSetupToken } from '@kolony/domain/brand/setup.service';
import { demoAccount } from '@kolony/domain/demo/demo-account';
import type { Database } from '@kolony/domain/foundation/database';
import { hasDemoAccounts } from '@kolony/domain/operator/operator.service';
import { addressOf } from './address.ts';
import type { Env } from './env.ts';

/** Tells whoever started it where it is, how to sign in, and where the data lies. */
export async function announce(
  env: Env,
  database: Database,
  port: number,
  dataDir: string | undefined,
): Promise<void> {
  const address = addressOf(env, port);
  const lines = [`Kolony is ready: ${address}`];
  const setup = await ensureSetupToken(database);
  if (setup) lines.push(`  set it up:  ${address}${setup}`);
  else if (env.KOLONY_DEMO && (await hasDemoAccounts(database))) {
    lines.push(`  sign in:    ${demoAccount.email} / ${demoAccount.password} (demo data)`);
  }
  lines.push(`  API:        ${address}/graphql`);
  if (dataDir) lines.push(`  data:       ${dataDir}`);
  process.stdout.write(`${lines.join('\n')}\n`);
}
