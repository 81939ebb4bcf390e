import { DatabaseError } from 'pg';
import { describe, expect, it } from 'vitest';
import { StartupError } from '../config/startup-error';
import { codedError } from './coded-error';
import { failureMessage } from './failure-message';
import { freeSpaceOf, requireFreeSpace } from './free-space';

const databaseError = (code: string): Error =>
  Object.assign(new DatabaseError('could not extend file', 0, 'error'), { code, severity: 'ERROR' });

describe('failureMessage', () => {
  it('tells of a full disk, of ours and of the database’s, also behind a wrapped error', () => {
    const ours = Object.assign(new Error('write'), { code: 'ENOSPC' });
    const wrapped = new Error('Failed query', { cause: databaseError('53100') });
    const tooLong = Object.assign(new Error('write'), { code: 'EFBIG' });
    for (const error of [ours, tooLong, databaseError('53100'), wrapped]) {
      expect(failureMessage(error)).toMatch(/disk is full.*free some space/);
      expect(codedError(error)?.code).toBe('STORAGE_FULL');
    }
    expect(codedError(databaseError('42601'))).toBeNull();
  });

  it('passes on what was written for people, and no error of the program', () => {
    expect(failureMessage(new StartupError('Set PORT.'))).toBe('Set PORT.');
    expect(failureMessage(databaseError('53300'))).toMatch(/max_connections/);
    expect(failureMessage(new TypeError('x is undefined'))).toBeNull();
    expect(failureMessage(databaseError('42601'))).toBeNull();
  });
});

describe('the space of a start', () => {
  it('is looked at before it begins', () => {
    expect(() => {
      requireFreeSpace('/data', () => 5 * 1024 * 1024);
    }).toThrow(/\/data is full: 5 MB are free, a start needs 128 MB/);
    expect(() => {
      requireFreeSpace('/data', () => 128 * 1024 * 1024);
    }).not.toThrow();
  });

  it('is that of the nearest folder that is there', () => {
    expect(freeSpaceOf(`${process.cwd()}/not/there/yet`)).toBeGreaterThan(0);
  });
});
