import type { PersonActor } from '@xietong/shared/tenants';
import { describe, expect, it } from 'vitest';
import { AppError, unwrap } from '../platform/app-error';
import { abilityFor, can, requireCan, requireRow } from './require-can';

const actor: PersonActor = {
  kind: 'PERSON',
  personId: 'x',
  staffId: 'NJ-OPS-01',
  name: 'X',
  sessionId: 's',
  dutyId: 'd',
  role: 'OPERATOR',
  tenant: { id: 'nj', code: '320100', kind: 'CITY', parentId: 'p' },
  functions: ['LOCAL_CONTENT'],
};

const codeOf = (run: () => void): string => {
  try {
    run();
    return 'allowed';
  } catch (error) {
    return error instanceof AppError ? error.code : 'other';
  }
};

describe('requireCan', () => {
  const own = { tenantId: 'nj', baseCampaignId: 'std' };

  it('lets pass what is allowed', () => {
    expect(
      codeOf(() => {
        requireCan(actor, 'update', 'LocalCampaign', own);
      }),
    ).toBe('allowed');
  });
  it('says of what the actor may not even read that it does not exist', () => {
    expect(
      codeOf(() => {
        requireCan(actor, 'update', 'LocalCampaign', { ...own, tenantId: 'wx' });
      }),
    ).toBe('NOT_FOUND');
  });
  it('says of what the actor may read that the act is forbidden', () => {
    expect(
      codeOf(() => {
        requireCan(actor, 'update', 'LocalCampaign', { ...own, baseCampaignId: null });
      }),
    ).toBe('FORBIDDEN');
    expect(
      codeOf(() => {
        requireCan(actor, 'approve', 'Release');
      }),
    ).toBe('FORBIDDEN');
  });
  it('asks without a row whether there could be any', () => {
    expect(can(actor, 'update', 'LocalCampaign')).toBe(true);
    expect(can(actor, 'update', 'StandardCampaign')).toBe(false);
  });
  it('composes an ability once for each actor', () => {
    expect(abilityFor(actor)).toBe(abilityFor(actor));
    expect(abilityFor({ ...actor })).not.toBe(abilityFor(actor));
  });
});

describe('requireRow and unwrap', () => {
  it('turn nothing into NOT_FOUND and a problem into its error with its field', () => {
    expect(codeOf(() => requireRow(null))).toBe('NOT_FOUND');
    expect(requireRow(0)).toBe(0);
    expect(unwrap({ ok: true, value: 1 })).toBe(1);
    const problem = {
      ok: false,
      code: 'FIELD_TOO_LONG',
      params: { maximum: 3 },
      path: ['fields', 0],
    } as const;
    expect(() => unwrap(problem)).toThrow(
      expect.objectContaining({
        code: 'FIELD_TOO_LONG',
        kind: 'INVALID',
        fields: [{ path: 'fields.0', code: 'FIELD_TOO_LONG', params: { maximum: 3 } }],
      }),
    );
  });
});
