import { randomUUID } from 'node:crypto';
import { asSubject } from '@xietong/shared/access';
import {
  ACTIONS,
  CITY_FUNCTIONS,
  ROLES,
  type PersonActor,
  type Role,
  type TenantRef,
} from '@xietong/shared/tenants';
import { sql, type SQL } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../testing/test-database';
import { abilityFor } from './require-can';
import { scopeFor } from './scope-for';

const PROVINCE: TenantRef = { id: randomUUID(), code: '320000', kind: 'PROVINCE', parentId: null };
const NANJING: TenantRef = { id: randomUUID(), code: '320100', kind: 'CITY', parentId: PROVINCE.id };
const WUXI: TenantRef = { id: randomUUID(), code: '320200', kind: 'CITY', parentId: PROVINCE.id };
const TENANTS = [PROVINCE, NANJING, WUXI];

const person = (role: Role, tenant: TenantRef): PersonActor => ({
  kind: 'PERSON',
  personId: randomUUID(),
  staffId: 'X-1',
  name: 'X',
  sessionId: 's',
  dutyId: 'd',
  role,
  tenant,
  functions: tenant.kind === 'CITY' ? CITY_FUNCTIONS : [],
});

const rows = TENANTS.flatMap((tenant) =>
  [null, randomUUID()].flatMap((baseCampaignId) =>
    [true, false].flatMap((published) =>
      TENANTS.map((approver) => ({
        id: randomUUID(),
        tenantId: tenant.id,
        approverTenantId: approver.id,
        baseCampaignId,
        published,
      })),
    ),
  ),
);

describe('scopeFor', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await createTestDatabase();
    await database.owner.execute(
      sql`create table probe (id text, tenant_id uuid, approver_tenant_id uuid, base_campaign_id uuid, published boolean)`,
    );
    for (const row of rows) {
      await database.owner.execute(
        sql`insert into probe values (${row.id}, ${row.tenantId}, ${row.approverTenantId}, ${row.baseCampaignId}, ${row.published})`,
      );
    }
  });
  afterAll(() => database.close());

  async function idsWhere(condition: SQL): Promise<string[]> {
    const found = await database.owner.execute<{ id: string }>(sql`select id from probe where ${condition}`);
    return found.rows.map(({ id }) => id).sort();
  }

  const columns = {
    tenantId: sql`tenant_id`,
    approverTenantId: sql`approver_tenant_id`,
    baseCampaignId: sql`base_campaign_id`,
    published: sql`published`,
  };

  it.each([
    'Tenant',
    'LocalCampaign',
    'StandardCampaign',
    'ApprovalRequest',
    'Release',
    'AuditEvent',
    'Subscriber',
  ] as const)('selects the same %s rows as the ability allows one by one', async (subject) => {
    for (const tenant of [PROVINCE, NANJING]) {
      for (const role of ROLES) {
        const actor = person(role, tenant);
        for (const action of ACTIONS) {
          const allowed = rows.filter((row) => abilityFor(actor).can(action, asSubject(subject, row)));
          const selected = await idsWhere(scopeFor(actor, action, subject, columns));
          expect(selected).toEqual(allowed.map(({ id }) => id).sort());
        }
      }
    }
  });

  it('matches nothing for whom nothing is granted', async () => {
    const actor = person('SYSTEM_ADMIN', NANJING);
    expect(await idsWhere(scopeFor(actor, 'read', 'Release', { tenantId: sql`tenant_id` }))).toEqual([]);
  });

  it('refuses to leave out a condition whose column is missing', () => {
    const actor = person('OPERATOR', NANJING);
    expect(() => scopeFor(actor, 'create', 'LocalCampaign', { tenantId: sql`tenant_id` })).toThrow(
      'baseCampaignId',
    );
    expect(() => scopeFor(actor, 'read', 'Release', {})).toThrow('tenantId');
  });
});
