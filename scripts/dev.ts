import { type ChildProcess, spawn } from 'node:child_process';
import { resolve } from 'node:path';
import { build, createServer, loadConfigFromFile, type Rolldown } from 'vite';

/**
 * The gateway, built and started anew on every change of it or of what it uses, and the console on Vite's own server,
 * which hands API calls on to the gateway. One Ctrl-C ends all of it.
 */
const gatewayPort = process.env.PORT ?? '4000';
const gatewayRoot = resolve('apps/gateway');
const adminRoot = resolve('apps/admin');

const consoleConfig = resolve(adminRoot, 'vite.config.ts');
const loaded = await loadConfigFromFile({ command: 'serve', mode: 'development' }, consoleConfig);
const handedOn = Object.keys(loaded?.config.server?.proxy ?? {});
const consoleServer = await createServer({
  root: adminRoot,
  configFile: consoleConfig,
  server: {
    host: '127.0.0.1',
    proxy: Object.fromEntries(
      handedOn.map((path) => [path, { target: `http://127.0.0.1:${gatewayPort}`, ws: true }]),
    ),
  },
});
await consoleServer.listen();
const consoleUrl = consoleServer.resolvedUrls?.local[0]?.replace(/\/$/, '');

let gateway: ChildProcess | undefined;
let closing = false;
/** Restarts come one after another: the data folder and the port belong to one process. */
let queue = Promise.resolve();

function restart(): void {
  queue = queue.then(async () => {
    await stopGateway();
    if (closing) return;
    gateway = spawn(process.execPath, ['--enable-source-maps', resolve(gatewayRoot, 'dist/main.js')], {
      // Ctrl-C in a terminal reaches a whole group: this process passes it on, once.
      detached: true,
      stdio: 'inherit',
      env: { ...process.env, PORT: gatewayPort, PUBLIC_URL: process.env.PUBLIC_URL ?? consoleUrl },
    });
    gateway.on('exit', (code) => {
      if (code) process.stderr.write('The gateway ended; it starts again at the next change.\n');
    });
  });
}

async function stopGateway(): Promise<void> {
  const running = gateway;
  gateway = undefined;
  if (!running || running.exitCode !== null || running.signalCode !== null) return;
  await new Promise<void>((ended) => {
    running.once('exit', () => ended());
    running.kill('SIGTERM');
  });
}

const watcher = await build({
  root: gatewayRoot,
  configFile: resolve(gatewayRoot, 'vite.config.ts'),
  logLevel: 'warn',
  build: { watch: {}, emptyOutDir: false },
});
if (!isWatcher(watcher)) throw new Error('vite does not watch');
watcher.on('event', (event) => {
  if (event.code === 'END') restart();
  if (event.code === 'ERROR') process.stderr.write(`${event.error.message}\n`);
});

function isWatcher(value: unknown): value is Rolldown.RolldownWatcher {
  return typeof value === 'object' && value !== null && 'on' in value && 'close' in value;
}

/** A changed document or contract changes what is generated from it. */
let generating: ChildProcess | undefined;
consoleServer.watcher.add(resolve(gatewayRoot, 'schema.graphql'));
consoleServer.watcher.on('change', (path) => {
  if (!/\.graphql(\.ts)?$/.test(path) || generating) return;
  generating = spawn('pnpm', ['--silent', '--filter', '@kolony/admin', 'run', 'codegen'], {
    stdio: 'inherit',
  });
  generating.on('exit', () => {
    generating = undefined;
    if (!closing) void consoleServer.restart();
  });
});

async function close(): Promise<void> {
  if (closing) return;
  closing = true;
  await Promise.all([isWatcher(watcher) ? watcher.close() : undefined, consoleServer.close(), queue]);
  await stopGateway();
  process.exit(0);
}
process.on('SIGINT', () => void close());
process.on('SIGTERM', () => void close());
process.on('SIGHUP', () => void close());
