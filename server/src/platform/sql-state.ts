/** The SQLSTATEs that services decide on. */
export const sqlStates = {
  uniqueViolation: '23505',
  foreignKeyViolation: '23503',
  checkViolation: '23514',
  exclusionViolation: '23P01',
  notNullViolation: '23502',
  insufficientPrivilege: '42501',
  undefinedTable: '42P01',
  serializationFailure: '40001',
  deadlockDetected: '40P01',
  lockNotAvailable: '55P03',
  queryCanceled: '57014',
  invalidPassword: '28P01',
  diskFull: '53100',
  tooManyConnections: '53300',
} as const;

/** The five characters PostgreSQL gave the error (Drizzle wraps it, so causes are followed), or null. */
export function sqlStateOf(error: unknown): string | null {
  const found = databaseErrorOf(error);
  return found === null ? null : found.code;
}

/** A server that ends, has ended, is not up yet or takes no more connections; class 08 is a connection that broke. */
const GONE_STATES = /^(08...|57P0[123]|53300)$/;
/** Of the operating system, for the socket of a server that is not there, or is no more. */
const GONE_SOCKET = new Set(['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ENOENT', 'ETIMEDOUT', 'EHOSTUNREACH']);
/** The driver has no codes for these. */
const GONE_TEXT =
  /^(Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error)/;

/** Whether the database could not be reached, or went away meanwhile; wrapped errors are followed. */
export function databaseIsGone(error: unknown): boolean {
  const state = sqlStateOf(error);
  if (state !== null) return GONE_STATES.test(state);
  for (let current = error; current instanceof Error; current = current.cause) {
    if (GONE_TEXT.test(current.message)) return true;
    const { code, syscall } = current as NodeJS.ErrnoException;
    const isOfSocket = syscall === 'connect' || syscall === 'read' || syscall === 'write';
    if (isOfSocket && code !== undefined && GONE_SOCKET.has(code)) return true;
  }
  return false;
}

/** The constraint the error names, or null. */
export function constraintOf(error: unknown): string | null {
  return databaseErrorOf(error)?.constraint ?? null;
}

function databaseErrorOf(error: unknown): { code: string; constraint: string | null } | null {
  for (let current = error; current instanceof Error; current = current.cause) {
    if (
      'code' in current &&
      typeof current.code === 'string' &&
      /^[0-9A-Z]{5}$/.test(current.code) &&
      'severity' in current
    ) {
      const constraint =
        'constraint' in current && typeof current.constraint === 'string' ? current.constraint : null;
      return { code: current.code, constraint };
    }
  }
  return null;
}
