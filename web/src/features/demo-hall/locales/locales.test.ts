import { GATE_CODES, GATE_STATUSES, GATES, POINT_CODES } from '@xietong/shared/decisions';
import { HALL_EVENT_TYPES } from '@xietong/shared/demo-hall';
import { expect, it } from 'vitest';
import { messages as en } from './en';
import { messages as zh } from './zh-CN';

it.each([
  ['zh-CN', zh],
  ['en', en],
])('has a text for everything a trace or a log can say in %s', (_, { demoHall }) => {
  expect(Object.keys(demoHall.code).sort()).toEqual([...GATE_CODES, ...POINT_CODES].sort());
  expect(Object.keys(demoHall.gate)).toEqual([...GATES]);
  expect(Object.keys(demoHall.gateStatus)).toEqual([...GATE_STATUSES]);
  expect(Object.keys(demoHall.event)).toEqual([...HALL_EVENT_TYPES]);
});
