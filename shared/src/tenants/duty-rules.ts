import { err, ok, shanghaiDate, startOfShanghaiDate, windowOfDates, type Result } from '../kernel';
import type { DutyPhase } from './people-schema';
import type { Role } from './role-schema';
import type { TenantErrorCode } from './tenant-errors';

/** A person's role in a tenant over time; `validUntil` null = open-ended, the end itself is outside. */
export interface DutySpan {
  readonly tenantId: string;
  readonly role: Role;
  readonly validFrom: Date;
  readonly validUntil: Date | null;
}

/** Pairs that one person never holds at the same instant, not even in different tenants. */
const SEPARATED: Readonly<Record<Role, readonly Role[]>> = {
  OPERATOR: [],
  APPROVER: ['SYSTEM_ADMIN', 'SECURITY_ADMIN'],
  AUDITOR: ['SYSTEM_ADMIN', 'SECURITY_ADMIN'],
  SYSTEM_ADMIN: ['SECURITY_ADMIN', 'APPROVER', 'AUDITOR'],
  SECURITY_ADMIN: ['SYSTEM_ADMIN', 'APPROVER', 'AUDITOR'],
};

/**
 * Separation of administrators (三权分立) over all duties of ONE person.
 * One after the other is allowed: people change their work, and the audit log keeps both times apart.
 * @returns DUTIES_CONFLICT {first, second}, DUTY_REPEATED {role} for two overlapping duties of the
 * same role in one tenant, DUTY_SPAN_EMPTY when one ends before it starts.
 */
export function validateDuties(duties: readonly DutySpan[]): Result<readonly DutySpan[], TenantErrorCode> {
  for (const [index, duty] of duties.entries()) {
    if (duty.validUntil && duty.validUntil <= duty.validFrom) {
      return err('DUTY_SPAN_EMPTY', { role: duty.role });
    }
    for (const other of duties.slice(0, index)) {
      if (!overlap(duty, other)) continue;
      if (SEPARATED[duty.role].includes(other.role)) {
        return err('DUTIES_CONFLICT', { first: other.role, second: duty.role });
      }
      if (duty.role === other.role && duty.tenantId === other.tenantId) {
        return err('DUTY_REPEATED', { role: duty.role });
      }
    }
  }
  return ok(duties);
}

/**
 * A person's password as permissions look at it, by what it opens now or soon. Of somebody who also works for another
 * tenant it is no single tenant's (`tenantId` is empty): the province's administrators alone replace it.
 */
export function passwordOf(
  home: string,
  duties: readonly { role: Role; phase: DutyPhase; tenant: { id: string } }[],
): { tenantId: string; ofSecurityAdmin: boolean } {
  const open = duties.filter(({ phase }) => phase === 'HELD' || phase === 'COMING');
  return {
    tenantId: open.every(({ tenant }) => tenant.id === home) ? home : '',
    ofSecurityAdmin: open.some(({ role }) => role === 'SECURITY_ADMIN'),
  };
}

/** What a duty is at an instant; one that was ended before it began was never held. */
export function dutyPhase(duty: Pick<DutySpan, 'validFrom' | 'validUntil'>, now: Date): DutyPhase {
  if (isCancelled(duty)) return 'CANCELLED';
  if (now < duty.validFrom) return 'COMING';
  return isDutyValid(duty, now) ? 'HELD' : 'OVER';
}

/** The instant at which a duty that is ended now stops: not before it began. */
export function dutyEnd({ validFrom }: Pick<DutySpan, 'validFrom'>, now: Date): Date {
  return validFrom > now ? validFrom : now;
}

/**
 * The span of a duty that is given now for Shanghai days, both inclusive; null = from now on, and
 * without an end. Today means from now on.
 * @returns DUTY_STARTS_IN_PAST, DUTY_SPAN_EMPTY, each with the path of its field
 */
export function dutySpanOfDays(
  { firstDay, lastDay }: { firstDay: string | null; lastDay: string | null },
  now: Date,
): Result<Pick<DutySpan, 'validFrom' | 'validUntil'>, TenantErrorCode> {
  const today = shanghaiDate(now);
  const first = firstDay ?? today;
  if (first < today) return err('DUTY_STARTS_IN_PAST', {}, ['firstDay']);
  if (lastDay !== null && lastDay < first) return err('DUTY_SPAN_EMPTY', {}, ['lastDay']);
  return ok({
    validFrom: first === today ? now : new Date(startOfShanghaiDate(first)),
    validUntil: lastDay === null ? null : new Date(windowOfDates(first, lastDay).endsAt),
  });
}

function isCancelled({ validFrom, validUntil }: Pick<DutySpan, 'validFrom' | 'validUntil'>): boolean {
  return validUntil !== null && validUntil <= validFrom;
}

/** Whether a duty is held at an instant: `[validFrom, validUntil)`. */
export function isDutyValid(duty: Pick<DutySpan, 'validFrom' | 'validUntil'>, now: Date): boolean {
  return duty.validFrom <= now && (duty.validUntil === null || now < duty.validUntil);
}

function overlap(a: DutySpan, b: DutySpan): boolean {
  const aEndsAfterBStarts = a.validUntil === null || a.validUntil > b.validFrom;
  const bEndsAfterAStarts = b.validUntil === null || b.validUntil > a.validFrom;
  return aEndsAfterBStarts && bEndsAfterAStarts;
}
