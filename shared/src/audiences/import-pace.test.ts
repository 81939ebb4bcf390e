import { describe, expect, it } from 'vitest';
import { importPace } from './index';

const began = new Date('2026-11-22T02:00:00.000Z');
const after = (ms: number) => new Date(began.getTime() + ms);
const reading = {
  state: 'READING',
  rows: 400_000,
  done: 5_000_000,
  total: 12_500_000,
  stepStartedAt: began,
} as const;

describe('the pace of an import', () => {
  it('is rows a second, and the time left by the share of bytes read', () => {
    expect(importPace(reading, after(2_000))).toEqual({ rowsPerSecond: 200_000, secondsLeft: 3 });
  });

  it('counts the numbers written while they are written', () => {
    const writing = { ...reading, state: 'WRITING', done: 250_000, total: 1_000_000 } as const;
    expect(importPace(writing, after(5_000))).toEqual({ rowsPerSecond: 50_000, secondsLeft: 15 });
  });

  it('tells no time left before it can', () => {
    expect(importPace(reading, after(200))?.secondsLeft).toBeNull();
    expect(importPace({ ...reading, done: 0, rows: 0 }, after(9_000))).toEqual({
      rowsPerSecond: 0,
      secondsLeft: null,
    });
  });

  it('is nothing where nothing runs', () => {
    for (const state of ['UPLOADED', 'QUEUED', 'DONE', 'FAILED', 'CANCELLED'] as const)
      expect(importPace({ ...reading, state }, after(2_000))).toBeNull();
    expect(importPace({ ...reading, stepStartedAt: null }, after(2_000))).toBeNull();
  });
});
