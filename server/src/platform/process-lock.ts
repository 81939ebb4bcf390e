import { randomUUID } from 'node:crypto';
import { linkSync, readFileSync, renameSync, unlinkSync, writeFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { StartupError } from '../config/startup-error';
import { words } from '../config/words/words';
import { identifyProcess, isAlive, processIdentitySchema } from './process-identity';
import type { ProcessIdentity } from './process-identity';

export interface ProcessLock {
  release: () => void;
}

/** Takes the lock file, or says who holds it. A lock whose process is gone is taken over. */
export function tryProcessLock(file: string): ProcessLock | { heldBy: ProcessIdentity } {
  const identity = identifyProcess(process.pid) ?? { pid: process.pid, startedAt: 'unknown' };
  const content = JSON.stringify(identity);
  const draft = `${file}.${randomUUID()}`;
  writeFileSync(draft, content, { mode: 0o600 });
  try {
    for (;;) {
      if (linked(draft, file))
        return {
          release: () => {
            removeIfHolding(file, content);
          },
        };
      const holder = readHolder(file);
      if (holder !== null && isAlive(holder.identity)) return { heldBy: holder.identity };
      if (holder !== null) removeStale(file, holder.text);
    }
  } finally {
    unlinkSync(draft);
  }
}

/** The running process that holds the lock, or null. */
export function lockHolder(file: string): ProcessIdentity | null {
  const holder = readHolder(file);
  return holder !== null && isAlive(holder.identity) ? holder.identity : null;
}

/**
 * Waits for the lock.
 * @throws StartupError when it is still held after `timeoutMs`
 */
export async function waitForProcessLock(file: string, timeoutMs: number): Promise<ProcessLock> {
  const deadline = Date.now() + timeoutMs;
  for (;;) {
    const lock = tryProcessLock(file);
    if ('release' in lock) return lock;
    if (Date.now() > deadline) {
      throw new StartupError(words().dataFolder.held(lock.heldBy.pid, file));
    }
    await delay(50);
  }
}

function linked(draft: string, file: string): boolean {
  try {
    linkSync(draft, file);
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  }
}

function readHolder(file: string): { text: string; identity: ProcessIdentity } | null {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch {
    return null;
  }
  try {
    return { text, identity: processIdentitySchema.parse(JSON.parse(text)) };
  } catch {
    // Not a lock of ours: nobody can be holding it.
    return { text, identity: { pid: 2 ** 31 - 1, startedAt: 'unreadable' } };
  }
}

/** Moves the file away before looking, so that a lock taken meanwhile is put back, not lost. */
function removeStale(file: string, stale: string): void {
  const aside = `${file}.${randomUUID()}`;
  try {
    renameSync(file, aside);
  } catch {
    return;
  }
  if (readFileSync(aside, 'utf8') !== stale) linked(aside, file);
  unlinkSync(aside);
}

function removeIfHolding(file: string, content: string): void {
  if (readHolder(file)?.text === content) unlinkSync(file);
}
