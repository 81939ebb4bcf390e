import { reasonOf } from '../config/words/system-reason';
import type { Words } from '../config/words/words';

/** What is looked at: the same in every language for programs that read `--json`. */
export type CheckName = keyof Words['doctor']['names'];

/** One thing that was looked at; `mend` says what to do where it is not in order. */
export interface Check {
  name: CheckName;
  /** WARN = it works now and will not for ever; FAIL = a start or a part of the service does not work. */
  level: 'OK' | 'WARN' | 'FAIL';
  found: string;
  mend: string | null;
}

export function ok(name: CheckName, found: string): Check {
  return { name, level: 'OK', found, mend: null };
}

export function warn(name: CheckName, found: string, mend: string): Check {
  return { name, level: 'WARN', found, mend };
}

export function fail(name: CheckName, found: string, mend: string): Check {
  return { name, level: 'FAIL', found, mend };
}

/** A check that cannot be made has failed, too. */
export async function attempt(name: CheckName, mend: string, look: () => Promise<Check>): Promise<Check> {
  try {
    return await look();
  } catch (error) {
    return fail(name, reasonOf(error), mend);
  }
}
