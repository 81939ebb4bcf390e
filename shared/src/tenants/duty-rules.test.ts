import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isDutyValid, passwordOf, type DutySpan, validateDuties } from './duty-rules';
import { ROLES, type Role } from './role-schema';

const DAY_MS = 86_400_000;
const day = (n: number) => new Date(Date.UTC(2026, 0, 1) + n * DAY_MS);
const duty = (role: Role, from = 0, until: number | null = null, tenantId = 'province'): DutySpan => ({
  tenantId,
  role,
  validFrom: day(from),
  validUntil: until === null ? null : day(until),
});

const dutyArb = fc
  .record({
    role: fc.constantFrom(...ROLES),
    tenantId: fc.constantFrom('province', 'nanjing', 'wuxi'),
    from: fc.integer({ min: 0, max: 6 }),
    length: fc.option(fc.integer({ min: 1, max: 6 })),
  })
  .map(({ role, tenantId, from, length }) =>
    duty(role, from, length === null ? null : from + length, tenantId),
  );

describe('separation of administrators', () => {
  it.each([
    ['SYSTEM_ADMIN', 'SECURITY_ADMIN'],
    ['SYSTEM_ADMIN', 'APPROVER'],
    ['SYSTEM_ADMIN', 'AUDITOR'],
    ['SECURITY_ADMIN', 'APPROVER'],
    ['SECURITY_ADMIN', 'AUDITOR'],
  ] as const)('%s never together with %s, in whichever tenants', (first, second) => {
    const duties = [duty(first), duty(second, 3, null, 'nanjing')];
    expect(validateDuties(duties)).toMatchObject({ ok: false, code: 'DUTIES_CONFLICT' });
    expect(validateDuties(duties.toReversed())).toMatchObject({ ok: false, code: 'DUTIES_CONFLICT' });
  });

  it('lets an operator approve elsewhere: authorship is looked at release by release', () => {
    expect(validateDuties([duty('OPERATOR'), duty('APPROVER', 0, null, 'nanjing')]).ok).toBe(true);
  });

  it('lets one duty follow the other at the very instant', () => {
    expect(validateDuties([duty('AUDITOR', 0, 5), duty('SYSTEM_ADMIN', 5)]).ok).toBe(true);
    expect(validateDuties([duty('AUDITOR', 0, 6), duty('SYSTEM_ADMIN', 5)]).ok).toBe(false);
  });

  it('refuses the same office twice at a time, and a span that is empty', () => {
    expect(validateDuties([duty('OPERATOR', 0, 5), duty('OPERATOR', 4)])).toMatchObject({
      code: 'DUTY_REPEATED',
    });
    expect(validateDuties([duty('OPERATOR', 4, 4)])).toMatchObject({ code: 'DUTY_SPAN_EMPTY' });
  });

  it('holds at every instant for every set of duties that it accepts', () => {
    fc.assert(
      fc.property(fc.array(dutyArb, { maxLength: 5 }), (duties) => {
        if (!validateDuties(duties).ok) return;
        for (let n = 0; n <= 12; n += 1) {
          const roles = new Set(duties.filter((held) => isDutyValid(held, day(n))).map((held) => held.role));
          const administers = roles.has('SYSTEM_ADMIN') || roles.has('SECURITY_ADMIN');
          expect(roles.has('SYSTEM_ADMIN') && roles.has('SECURITY_ADMIN')).toBe(false);
          expect(administers && (roles.has('APPROVER') || roles.has('AUDITOR'))).toBe(false);
        }
      }),
    );
  });

  it('does not depend on the order of the duties', () => {
    fc.assert(
      fc.property(fc.array(dutyArb, { maxLength: 5 }), (duties) => {
        expect(validateDuties(duties.toReversed()).ok).toBe(validateDuties(duties).ok);
      }),
    );
  });
});

describe('whose a password is', () => {
  const office = (role: Role, phase: 'HELD' | 'COMING' | 'OVER' | 'CANCELLED', of = 'nj') => ({
    role,
    phase,
    tenant: { id: of },
  });

  it('is told by what it opens now or soon', () => {
    const own = { tenantId: 'nj', ofSecurityAdmin: false };
    expect(passwordOf('nj', [])).toEqual(own);
    expect(passwordOf('nj', [office('OPERATOR', 'HELD')])).toEqual(own);
    for (const phase of ['OVER', 'CANCELLED'] as const)
      expect(passwordOf('nj', [office('SECURITY_ADMIN', phase, 'p')])).toEqual(own);
    for (const phase of ['HELD', 'COMING'] as const) {
      const guard = [office('OPERATOR', 'HELD'), office('SECURITY_ADMIN', phase)];
      expect(passwordOf('nj', guard)).toEqual({ tenantId: 'nj', ofSecurityAdmin: true });
      expect(passwordOf('nj', [office('OPERATOR', phase, 'p')])).toEqual({ ...own, tenantId: '' });
      expect(passwordOf('wx', guard)).toEqual({ tenantId: '', ofSecurityAdmin: true });
    }
  });
});
