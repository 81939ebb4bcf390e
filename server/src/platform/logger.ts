import { destination, pino } from 'pino';
import type { Logger } from 'pino';
import { loggedError } from './logged-error';

export type { Logger } from 'pino';

/** Field paths that never reach a log, wherever they are nested one level deep. */
const withheld = ['password', 'phone', 'number', 'token', 'cookie', 'authorization', 'set-cookie'];

/**
 * One JSON object a line. The command line asks for stderr (2), because its
 * stdout belongs to the command's own output.
 */
export function createLogger(level: string, fileDescriptor: 1 | 2 = 1): Logger {
  return pino(
    {
      level,
      base: null,
      timestamp: () => `,"time":"${new Date().toISOString()}"`,
      formatters: { level: (label) => ({ level: label }) },
      serializers: { err: (error: unknown) => loggedError(error) },
      redact: { paths: withheld.flatMap((name) => [`["${name}"]`, `*["${name}"]`]), censor: '[withheld]' },
    },
    destination({ fd: fileDescriptor, sync: true }),
  );
}
