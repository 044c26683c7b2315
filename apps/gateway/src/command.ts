import { verifyAuditChain } from '@kolony/domain/foundation/audit';
import { brandScope } from '@kolony/domain/foundation/scope';
import { brandIds } from '@kolony/domain/job/every-brand';
import { retireKeys, rotateKeys } from '@kolony/domain/job/keys.service';
import { readEnv } from './env.ts';
import { exitWithReason } from './failure.ts';
import { type Installation, openInstallation } from './installation.ts';

interface Command {
  does: string;
  run(installation: Installation): Promise<string>;
}

/** What whoever runs Kolony may ask of it from a shell, beside a running one too. */
const commands: Record<string, Command> = {
  migrate: {
    does: 'brings the database to the newest schema',
    run: async () => 'The database has the newest schema.',
  },
  'keys rotate': {
    does: 'makes a new key for personal data; jobs seal anew what the old one sealed',
    run: async ({ database, secret }) => {
      const { keyId, jobIds } = await rotateKeys(database, secret);
      return `Key ${keyId} seals from now on; ${jobIds.length} jobs seal anew what older keys sealed.`;
    },
  },
  'keys retire': {
    does: 'retires keys with which nothing is sealed any more (also done every night)',
    run: async ({ database }) => {
      const retired = await retireKeys(database);
      return retired.length > 0 ? `Retired: key ${retired.join(', ')}.` : 'No key could be retired.';
    },
  },
  'audit verify': {
    does: 'checks the chain of every brand’s audit log',
    run: async ({ database }) => {
      const lines: string[] = [];
      for (const brandId of await brandIds(database)) {
        const verdict = await database.read(brandScope(brandId), verifyAuditChain);
        lines.push(
          `${brandId}  ${verdict.events} events  ${verdict.intact ? 'intact' : `BROKEN at ${verdict.brokenAt}`}`,
        );
        if (!verdict.intact) process.exitCode = 1;
      }
      return lines.join('\n');
    },
  },
};

const name = process.argv.slice(2).join(' ');
const command = commands[name];
if (command) await runCommand(command);
else {
  const lines = Object.entries(commands).map(([key, { does }]) => `  ${key.padEnd(14)} ${does}`);
  process.stderr.write(`Usage: pnpm kolony <command>\n${lines.join('\n')}\n`);
  process.exitCode = name === '' || name === 'help' ? 0 : 2;
}

async function runCommand({ run }: Command): Promise<void> {
  try {
    const installation = await openInstallation(readEnv(process.env), { beside: true });
    try {
      process.stdout.write(`${await run(installation)}\n`);
    } finally {
      await installation.close();
    }
  } catch (error) {
    exitWithReason(error);
  }
}
