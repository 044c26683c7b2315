export type EmbeddedPostgresErrorCode =
  | 'UNSUPPORTED_PLATFORM'
  | 'DATA_DIR_IN_USE'
  | 'DATA_DIR_VERSION'
  | 'DATA_DIR_ACCESS'
  | 'START_FAILED';

/** Every expected failure of the embedded PostgreSQL. The message is written for the person who starts Kolony. */
export class EmbeddedPostgresError extends Error {
  override readonly name: string = 'EmbeddedPostgresError';
  readonly code: EmbeddedPostgresErrorCode;

  constructor(code: EmbeddedPostgresErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

/** Another live process (or an earlier call in this one) owns the data folder. `ownerPid` is absent when unknown. */
export class DataDirInUseError extends EmbeddedPostgresError {
  override readonly name = 'DataDirInUseError';
  readonly dataDir: string;
  readonly ownerPid: number | undefined;

  constructor(dataDir: string, ownerPid: number | undefined) {
    super(
      'DATA_DIR_IN_USE',
      `The data folder ${dataDir} is in use by process ${ownerPid ?? 'unknown'}. ` +
        'Stop that process first, or set KOLONY_DATA_DIR to another folder.',
    );
    this.dataDir = dataDir;
    this.ownerPid = ownerPid;
  }
}

/** The `code` of a Node.js system error (`ENOENT`, `EACCES` …) or of a PostgreSQL error (`57P03` …), if any. */
export function errorCode(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}

export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
