import { z } from 'zod';
import { err, ok, tenantCodeSchema } from '../kernel';
import type { Result } from '../kernel';
import type { InheritanceErrorCode } from './inheritance-errors';

/**
 * How a new version of a standard is pushed to the cities' campaigns on it. Whatever the mode, no
 * city's text is changed by it.
 */
export const PUSH_MODES = ['OPTIONAL', 'DEADLINE', 'MANDATORY'] as const;
export type PushMode = (typeof PUSH_MODES)[number];

/**
 * What happens to a campaign that has not moved when the time is up: it stays as it is, it stays and
 * both sides are told, or what runs of it is paused.
 */
export const MISS_EFFECTS = ['KEEP_PINNED', 'NOTIFY', 'PAUSE'] as const;
export type MissEffect = (typeof MISS_EFFECTS)[number];

/** Cities that get it first, by their codes; null = all at once. */
const pilot = z.array(tenantCodeSchema).min(1).max(50).nullable();
export const MAX_PUSH_REASON = 500;

export const pushSchema = z.discriminatedUnion('mode', [
  z.strictObject({ mode: z.literal('OPTIONAL'), pilot }),
  z.strictObject({
    mode: z.literal('DEADLINE'),
    pilot,
    dueAt: z.iso.datetime(),
    onMiss: z.enum(MISS_EFFECTS),
  }),
  /** A correction that the law or a price asks for; what does not keep its guard-rails is paused. */
  z.strictObject({
    mode: z.literal('MANDATORY'),
    pilot,
    reason: z.string().trim().min(1).max(MAX_PUSH_REASON),
  }),
]);
export type Push = z.infer<typeof pushSchema>;
export const DEFAULT_PUSH: Push = { mode: 'OPTIONAL', pilot: null };

/** A push that says what is the case anyway stays out of the document that is approved. */
export const isDefaultPush = ({ mode, pilot: first }: Push): boolean => mode === 'OPTIONAL' && first === null;

/** Approvals that a push needs: a mandatory one is decided by two people. */
export const approvalsFor = ({ mode }: Pick<Push, 'mode'>): number => (mode === 'MANDATORY' ? 2 : 1);

/** @returns PUSH_DUE_PAST when the time that the cities would have is over already */
export function checkPush(push: Push, now: Date): Result<Push, InheritanceErrorCode> {
  return push.mode === 'DEADLINE' && Date.parse(push.dueAt) <= now.getTime()
    ? err('PUSH_DUE_PAST', {}, ['push', 'dueAt'])
    : ok(push);
}
