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
