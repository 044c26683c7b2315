/** Where structured log lines go: what pino's logger is, and all that the domain needs of it. */
export interface Log {
  debug(fields: object, message: string): void;
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

/** A log that adds the same fields to every line. */
export function logWith(log: Log, fields: object): Log {
  return {
    debug: (more, message) => log.debug({ ...fields, ...more }, message),
    info: (more, message) => log.info({ ...fields, ...more }, message),
    warn: (more, message) => log.warn({ ...fields, ...more }, message),
    error: (more, message) => log.error({ ...fields, ...more }, message),
  };
}

/** How lines of a log look, in every process: one JSON object a line, never a secret or a row of the database in it. */
export function logOptions(level: string) {
  return {
    level,
    base: undefined,
    timestamp: () => `,"time":"${new Date().toISOString()}"`,
    formatters: { level: (label: string) => ({ level: label }) },
    serializers: { err: (error: unknown) => faultOf(error) },
  };
}

/** What is logged of an error. */
interface Fault {
  type: string;
  message: string;
  stack: string;
  code?: unknown;
  constraint?: unknown;
  table?: unknown;
  cause?: Fault;
  [key: string]: unknown;
}

/** Not what a database adds of the row that an error is about: that may be personal data. */
function faultOf(error: unknown, depth = 0): Fault {
  if (!(error instanceof Error))
    return { type: typeof error, message: String(error).slice(0, 500), stack: '' };
  const { code, constraint, table } = error as { code?: unknown; constraint?: unknown; table?: unknown };
  return {
    type: error.name,
    message: error.message,
    stack: error.stack ?? '',
    code,
    constraint,
    table,
    ...(error.cause && depth < 3 ? { cause: faultOf(error.cause, depth + 1) } : {}),
  };
}
