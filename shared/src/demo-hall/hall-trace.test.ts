import { expect, it } from 'vitest';
import type { Trace, TraceCandidate } from '../decisions';
import { traceForCityOperator } from './hall-trace';

const candidate = (homeCity: string): TraceCandidate => ({
  placement: 'p',
  campaign: '320100-2026-0001',
  version: 1,
  kind: 'LOCAL',
  tenant: '320100',
  tier: 'LOCAL',
  score: null,
  rank: null,
  outcome: 'filtered',
  lostTo: null,
  code: 'CITY_MISMATCH',
  gates: [
    { gate: 'window', status: 'pass', code: null, expected: 'a', actual: 'b' },
    { gate: 'home-city', status: 'fail', code: 'CITY_MISMATCH', expected: '320100', actual: homeCity },
    { gate: 'suitability', status: 'fail', code: 'ALREADY_ORDERED', expected: null, actual: 'OFFER-1' },
  ],
});
const trace = (homeCity: string): Trace => ({
  snapshot: 's',
  mode: 'live',
  personalised: true,
  points: [{ point: 'home-banner', code: null, candidates: [candidate(homeCity)] }],
});

it('tells a city nothing about a customer who is at home elsewhere', () => {
  const text = JSON.stringify(traceForCityOperator(trace('320200'), '320100'));
  expect(text).not.toContain('320200');
  expect(text).not.toContain('OFFER-1');
});

it('tells a city everything about its own placements and customers', () => {
  expect(traceForCityOperator(trace('320100'), '320100')).toEqual(trace('320100'));
});
