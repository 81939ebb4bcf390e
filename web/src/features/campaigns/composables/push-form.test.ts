import { pushSchema } from '@xietong/shared/inheritance';
import { expect, it } from 'vitest';
import { newPushForm, pushOf } from './push-form';

it('asks for nothing where nothing is chosen', () => {
  expect(pushOf(newPushForm())).toEqual({ push: { mode: 'OPTIONAL', pilot: null } });
});

it('takes the last day to its end in Shanghai, and says what is missing', () => {
  const form = { ...newPushForm(), mode: 'DEADLINE' as const };
  expect(pushOf(form)).toEqual({ missing: 'dueAt' });
  const chosen = pushOf({ ...form, lastDay: '2026-12-31', onMiss: 'PAUSE', pilot: ['320100'] });
  expect(chosen).toEqual({
    push: { mode: 'DEADLINE', pilot: ['320100'], dueAt: '2026-12-31T16:00:00.000Z', onMiss: 'PAUSE' },
  });
  expect(pushSchema.safeParse('push' in chosen ? chosen.push : null).success).toBe(true);
});

it('wants a reason for a correction', () => {
  const form = { ...newPushForm(), mode: 'MANDATORY' as const, reason: '  ' };
  expect(pushOf(form)).toEqual({ missing: 'reason' });
  expect(pushOf({ ...form, reason: ' 资费更正 ' })).toEqual({
    push: { mode: 'MANDATORY', pilot: null, reason: '资费更正' },
  });
});
