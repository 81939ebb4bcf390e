import { describe, expect, it } from 'vitest';
import {
  ACTIONS,
  CITY_FUNCTIONS,
  ROLES,
  SUBJECTS,
  type Actor,
  type CityFunction,
  type Role,
  type TenantRef,
} from '../tenants';
import { asSubject, defineAbilityFor, packAbility, unpackAbility } from './index';

const PROVINCE: TenantRef = { id: 'p', code: '320000', kind: 'PROVINCE', parentId: null };
const NANJING: TenantRef = { id: 'nj', code: '320100', kind: 'CITY', parentId: 'p' };

function person(
  role: Role,
  tenant: TenantRef,
  functions: readonly CityFunction[] = tenant.kind === 'CITY' ? CITY_FUNCTIONS : [],
): Actor {
  return {
    kind: 'PERSON',
    personId: 'x',
    staffId: 'X-1',
    name: 'X',
    sessionId: 's',
    dutyId: 'd',
    role,
    tenant,
    functions,
  };
}

/** `Subject: actions` of everything an actor may do to a row of one tenant. */
function rights(actor: Actor, tenantId: string): string[] {
  const ability = defineAbilityFor(actor);
  const row = {
    tenantId,
    approverTenantId: tenantId,
    baseCampaignId: 'std',
    published: true,
    ofSecurityAdmin: false,
    askedBy: 'x',
    ownerId: 'x',
    notedTenantId: tenantId,
  };
  return SUBJECTS.flatMap((name) => {
    const actions = ACTIONS.filter((action) => ability.can(action, asSubject(name, row)));
    return actions.length > 0 ? [`${name}: ${actions.join(' ')}`] : [];
  });
}

describe('who may do what', () => {
  const tenants = { province: PROVINCE, city: NANJING };
  const cases = ROLES.flatMap((role) =>
    Object.entries(tenants).flatMap(([where, tenant]) =>
      ['p', 'nj', 'wx'].map((rows) => ({ role, where, tenant, rows })),
    ),
  );
  it.each(cases)('$role of the $where on rows of $rows', ({ role, tenant, rows }) => {
    expect(rights(person(role, tenant), rows)).toMatchSnapshot();
  });
});

describe('whose password one may replace', () => {
  it.each(ROLES)('as %s', (role) => {
    const expected = { SYSTEM_ADMIN: [true, false], SECURITY_ADMIN: [false, true] }[role as string];
    for (const tenant of [PROVINCE, NANJING]) {
      const ability = defineAbilityFor(person(role, tenant));
      const may = (tenantId: string) =>
        [false, true].map((ofSecurityAdmin) =>
          ability.can('update', asSubject('Password', { tenantId, ofSecurityAdmin })),
        );
      expect(may(tenant.id)).toEqual(expected ?? [false, false]);
      const elsewhere = tenant.kind === 'PROVINCE' ? expected : undefined;
      expect(may('wx')).toEqual(elsewhere ?? [false, false]);
    }
  });
});

describe('laws of the abilities', () => {
  const everyone = ROLES.flatMap((role) => [person(role, PROVINCE), person(role, NANJING)]);

  it('gives nobody of a city anything on another city', () => {
    for (const role of ROLES) {
      // The catalogue of points, published standards and the channels' names are the same for all.
      const common = /^(?:MarketingPoint|StandardCampaign|Channel): read$/;
      expect(rights(person(role, NANJING), 'wx').filter((line) => !common.test(line))).toEqual([]);
    }
  });

  it('lets only approvers approve, and never a machine', () => {
    for (const actor of everyone) {
      const approves = rights(actor, 'nj').some((line) => /\bapprove\b/.test(line));
      expect(approves).toBe(actor.kind === 'PERSON' && actor.role === 'APPROVER');
    }
    const grants = SUBJECTS.map((subject) => ({ action: 'approve' as never, subject }));
    const machine: Actor = { kind: 'MACHINE', machineId: 'm', name: 'cli', tenant: PROVINCE, grants };
    expect(rights(machine, 'nj')).toEqual([]);
  });

  it('lets auditors read and export, and nothing else', () => {
    for (const tenant of [PROVINCE, NANJING]) {
      const actions = rights(person('AUDITOR', tenant), tenant.id)
        // A finding is the auditor's own record.
        .filter((line) => !/^(?:Session|AuditFinding):/.test(line))
        .flatMap((line) => line.split(': ')[1]?.split(' ') ?? []);
      expect(new Set(actions)).toEqual(new Set(['read', 'export']));
    }
  });

  it('keeps administrators away from all business', () => {
    const business =
      /^(?:StandardCampaign|LocalCampaign|Placement|PolicyException|Release|ApprovalRequest|MarketingPoint|CustomerList|Subscriber|Event|Metric|AuditEvent|Asset|Decision|DemoHall):/;
    for (const role of ['SYSTEM_ADMIN', 'SECURITY_ADMIN'] as const) {
      for (const tenant of [PROVINCE, NANJING]) {
        expect(rights(person(role, tenant), tenant.id).filter((line) => business.test(line))).toEqual([]);
      }
    }
  });

  it('hides a standard from a city until it was published', () => {
    const ability = defineAbilityFor(person('OPERATOR', NANJING));
    expect(ability.can('read', asSubject('StandardCampaign', { tenantId: 'p', published: false }))).toBe(
      false,
    );
  });
});

describe('city functions', () => {
  const local = (baseCampaignId: string | null) =>
    asSubject('LocalCampaign', { tenantId: 'nj', baseCampaignId });
  const own = { tenantId: 'nj' };

  it('opens to an operator exactly what the province granted', () => {
    const none = defineAbilityFor(person('OPERATOR', NANJING, []));
    expect(none.can('create', local('std'))).toBe(false);
    expect(none.can('create', local(null))).toBe(false);
    expect(none.can('create', asSubject('Placement', own))).toBe(false);
    expect(none.can('create', asSubject('CustomerList', own))).toBe(false);
    expect(none.can('read', asSubject('Metric', own))).toBe(false);
    expect(none.can('withdraw', local('std'))).toBe(true);
    const content = defineAbilityFor(person('OPERATOR', NANJING, ['LOCAL_CONTENT']));
    expect(content.can('create', local('std'))).toBe(true);
    expect(content.can('create', local(null))).toBe(false);
    const builder = defineAbilityFor(person('OPERATOR', NANJING, ['CAMPAIGN_BUILDER']));
    expect(builder.can('create', local('std'))).toBe(false);
    expect(builder.can('create', local(null))).toBe(true);
  });
});

describe('machines', () => {
  it("do what they were granted, a city's inside its city", () => {
    const grants = [{ action: 'create', subject: 'CustomerList' }] as const;
    expect(rights({ kind: 'MACHINE', machineId: 'm', name: 'cli', tenant: PROVINCE, grants }, 'wx')).toEqual([
      'CustomerList: create',
    ]);
    expect(rights({ kind: 'MACHINE', machineId: 'm', name: 'cli', tenant: NANJING, grants }, 'wx')).toEqual(
      [],
    );
  });
});

describe('packed rules', () => {
  it('say the same in the browser', () => {
    const ability = defineAbilityFor(person('OPERATOR', NANJING));
    const packed: unknown = JSON.parse(JSON.stringify(packAbility(ability)));
    const copy = unpackAbility(packed as ReturnType<typeof packAbility>);
    expect(copy.rules.length).toBe(ability.rules.length);
    expect(copy.can('create', asSubject('LocalCampaign', { tenantId: 'nj', baseCampaignId: null }))).toBe(
      true,
    );
    expect(copy.can('create', asSubject('LocalCampaign', { tenantId: 'wx', baseCampaignId: null }))).toBe(
      false,
    );
  });
});
