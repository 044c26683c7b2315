import { verifyAuditChain } from '@kolony/domain/foundation/audit';
import { encodeId } from '@kolony/domain/foundation/ids';
import { brandScope } from '@kolony/domain/foundation/scope';
import { auditChains } from '@kolony/domain/job/audit-check.jobs';
import { brandIds } from '@kolony/domain/job/every-brand';
import { retireKeys, rotateKeys } from '@kolony/domain/job/keys.service';
import { verifyLedger } from '@kolony/domain/points/points.verify';
import { readEnv } from './env.ts';
import { exitWithReason } from './failure.ts';
import { type Installation, openInstallation } from './installation.ts';

interface Command {
  does: string;
  /** Where no installation is, it makes one. */
  makes?: true;
  run(installation: Installation): Promise<string>;
}

/** What whoever runs Kolony may ask of it from a shell, beside a running one too. */
const commands: Record<string, Command> = {
  migrate: {
    does: 'brings the database to the newest schema',
    makes: true,
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
    does: 'checks the audit chain of the installation and of every brand',
    run: async ({ database }) => {
      const lines: string[] = [];
      for (const { scope, name } of await auditChains(database)) {
        const { events, intact, brokenAt } = await database.read(scope, (tx) =>
          verifyAuditChain(tx, database.keyring),
        );
        const id = scope.brandId ? encodeId('Brand', scope.brandId) : 'installation';
        lines.push(`${intact ? 'intact' : `BROKEN at event ${brokenAt}`}  ${events} events  ${id}  ${name}`);
        if (!intact) process.exitCode = 1;
      }
      return lines.join('\n');
    },
  },
  'points verify': {
    does: 'adds up the ledger of points of every brand',
    run: async ({ database }) => {
      const lines: string[] = [];
      for (const brandId of await brandIds(database)) {
        const { members, postings, faults } = await database.read(brandScope(brandId), verifyLedger);
        const told = faults.map(({ rule, count }) => `${rule} (${count})`).join(', ');
        lines.push(
          `${told ? `WRONG: ${told}` : 'right'}  ${members} members  ${postings} postings  ${encodeId('Brand', brandId)}`,
        );
        if (told) process.exitCode = 1;
      }
      return lines.join('\n') || 'There is no brand yet.';
    },
  },
};

const name = process.argv.slice(2).join(' ');
const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
if (command) await runCommand(command);
else {
  const lines = Object.entries(commands).map(([key, { does }]) => `  ${key.padEnd(14)} ${does}`);
  process.stderr.write(`Usage: pnpm kolony <command>\n${lines.join('\n')}\n`);
  process.exitCode = name === '' || name === 'help' ? 0 : 2;
}

async function runCommand({ run, makes }: Command): Promise<void> {
  try {
    const installation = await openInstallation(readEnv(process.env), { beside: true, make: makes ?? false });
    try {
      process.stdout.write(`${await run(installation)}\n`);
    } finally {
      await installation.close();
    }
  } catch (error) {
    exitWithReason(error);
  }
}
