import { words } from './words';

/** What Node tells of a failed call to the operating system, beside its English message. */
interface SystemFailure {
  code?: string;
  path?: string;
  address?: string;
  port?: number;
  hostname?: string;
}

/**
 * Why something failed, in the terminal's language where the operating system said so by a code that is known; the code
 * stands in front, to be looked up. Whatever else failed speaks for itself.
 */
export function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { code = '', path, address, port, hostname } = error as Error & SystemFailure;
  const known: Readonly<Record<string, string>> = words().system;
  const said = known[code];
  if (said === undefined) return error.message;
  const host = address !== undefined && port !== undefined ? `${address}:${String(port)}` : hostname;
  return words().systemReason(code, said, path ?? host ?? null);
}
