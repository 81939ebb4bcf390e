import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { tryProcessLock, waitForProcessLock } from './process-lock';

describe('a process lock', () => {
  let folder: string;
  let file: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'xietong-lock-'));
    file = join(folder, 'a.lock');
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  it('is held by one at a time and says by whom', () => {
    const lock = tryProcessLock(file);
    expect(tryProcessLock(file)).toMatchObject({ heldBy: { pid: process.pid } });
    if ('release' in lock) lock.release();
    expect(tryProcessLock(file)).toHaveProperty('release');
  });

  it('is taken over from a process that is gone, even when its number was given to another', () => {
    writeFileSync(file, JSON.stringify({ pid: process.pid, startedAt: 'another boot' }));
    expect(tryProcessLock(file)).toHaveProperty('release');
  });

  it('is taken over from a file that is not a lock', () => {
    writeFileSync(file, '');
    expect(tryProcessLock(file)).toHaveProperty('release');
  });

  it('is waited for no longer than asked', async () => {
    tryProcessLock(file);
    await expect(waitForProcessLock(file, 60)).rejects.toThrow(String(process.pid));
  });
});
