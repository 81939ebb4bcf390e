import { CITY_FUNCTIONS } from '@xietong/shared/tenants';
import type { PersonActor, Role } from '@xietong/shared/tenants';
import { sql } from 'drizzle-orm';
import type { Call } from '../access/call';
import { cityFunction, duty, person, tenant } from '../db/schema';
import type { Databases } from '../platform/database';
import { systemIds } from '../platform/ids';

export interface TestTenant {
  readonly id: string;
  readonly code: string;
  readonly kind: 'PROVINCE' | 'CITY';
  readonly parentId: string | null;
}

const WELL_BEFORE = new Date('2020-01-01T00:00:00Z');

/**
 * A province with Nanjing and Wuxi, every city function granted, written as the owner. People are
 * made on demand with `call(tenant, role)`, each a new one with one duty.
 */
export async function createTestProvince({ owner }: Pick<Databases, 'owner'>) {
  const province: TestTenant = { id: systemIds.next(), code: '320000', kind: 'PROVINCE', parentId: null };
  const nanjing: TestTenant = { id: systemIds.next(), code: '320100', kind: 'CITY', parentId: province.id };
  const wuxi: TestTenant = { id: systemIds.next(), code: '320200', kind: 'CITY', parentId: province.id };
  const names = {
    '320000': ['江苏', 'Jiangsu'],
    '320100': ['南京', 'Nanjing'],
    '320200': ['无锡', 'Wuxi'],
  } as const;
  for (const each of [province, nanjing, wuxi]) {
    const [nameZh, nameEn] = names[each.code as keyof typeof names];
    await owner.insert(tenant).values({ ...each, nameZh, nameEn });
  }
  for (const city of [nanjing, wuxi])
    await owner.insert(cityFunction).values(
      CITY_FUNCTIONS.map((name) => ({
        id: systemIds.next(),
        tenantId: city.id,
        function: name,
        grantedAt: WELL_BEFORE,
      })),
    );

  let made = 0;
  /** A new person with one duty, as the actor of a call. */
  async function call(of: TestTenant, role: Role): Promise<Call & { actor: PersonActor }> {
    made += 1;
    const personId = systemIds.next();
    const dutyId = systemIds.next();
    const staffId = `T-${of.code}-${role}-${String(made)}`;
    await owner.insert(person).values({ id: personId, tenantId: of.id, staffId, name: staffId });
    await owner.insert(duty).values({
      id: dutyId,
      personId,
      personTenantId: of.id,
      tenantId: of.id,
      role,
      validFrom: WELL_BEFORE,
    });
    return {
      actor: {
        kind: 'PERSON',
        personId,
        staffId,
        name: staffId,
        sessionId: systemIds.next(),
        dutyId,
        role,
        tenant: of,
        functions: of.kind === 'CITY' ? CITY_FUNCTIONS : [],
      },
      requestId: systemIds.next(),
      address: '127.0.0.1',
    };
  }

  /** The channels and points that placements need. */
  async function points(): Promise<void> {
    await owner.execute(sql`
      insert into channel (code, name_zh, name_en, position) values ('web', '网厅', 'Web hall', 1), ('sms', '短厅', 'SMS hall', 2)
      on conflict do nothing`);
    for (const [code, channel, format] of [
      ['home-banner', 'web', 'banner'],
      ['plan-sidebar', 'web', 'sidebar'],
      ['web-dialog', 'web', 'dialog'],
      ['sms-tail', 'sms', 'sms'],
    ])
      await owner.execute(sql`
        insert into marketing_point (id, tenant_id, code, channel, format, name_zh, name_en, capacity, enabled, row_version, updated_at)
        values (${systemIds.next()}, ${province.id}, ${code}, ${channel}, ${format}, ${code}, ${code}, 1, true, 1, now())
        on conflict do nothing`);
  }

  return { province, nanjing, wuxi, call, points };
}
export type TestProvince = Awaited<ReturnType<typeof createTestProvince>>;
