import { sealRelease } from '@xietong/shared/releases';
import type { Audience, ReleaseDocument, SealedRelease } from '@xietong/shared/releases';
import { systemIds } from '../src/platform/ids';

const CITIES = Array.from({ length: 13 }, (_, index) => String(320_100 + index * 100));
export const POINTS = Array.from({ length: 12 }, (_, index) => `bench-${String(index + 1)}`);

export interface BenchRelease extends SealedRelease {
  readonly id: string;
  readonly city: string;
  readonly document: ReleaseDocument;
}

const DAY_MS = 86_400_000;
const labels = { zh: '字段', en: 'Field' };
const policy = { kind: 'EDITABLE' as const, constraint: {} };

/** One live placement each, spread evenly over cities and points; every third is aimed by a rule, and by the list. */
export function placementDocuments(count: number, now: Date, list: Audience['list'] = null): BenchRelease[] {
  const startsAt = new Date(now.getTime() - DAY_MS).toISOString();
  const endsAt = new Date(now.getTime() + 30 * DAY_MS).toISOString();
  return Array.from({ length: count }, (_, index) => {
    const city = CITIES[index % CITIES.length] ?? '';
    const point = POINTS[Math.floor(index / CITIES.length) % POINTS.length] ?? '';
    const document: ReleaseDocument = {
      schema: 'xietong.release/1',
      tenant: { code: city, kind: 'CITY' },
      subject: {
        kind: 'LOCAL',
        campaignId: systemIds.next(),
        number: `${city}-2026-${String(index)}`,
        title: `Bench ${String(index)}`,
        versionId: systemIds.next(),
        version: 1,
        base: null,
      },
      cityDefault: null,
      content: [
        {
          id: systemIds.next(),
          role: 'headline',
          labels,
          policy,
          value: `充值50元送5个月手机报 ${String(index)}`,
        },
        {
          id: systemIds.next(),
          role: 'body',
          labels,
          policy,
          value: '演示活动，每月1日到账，次月生效。'.repeat(3),
        },
      ],
      assets: [],
      renderers: { web: '1', sms: '1' },
      placements: [
        {
          id: systemIds.next(),
          point,
          channel: 'web',
          startsAt,
          endsAt,
          tier: 'LOCAL',
          lever: 1 + (index % 100),
          audience:
            index % 3 === 0
              ? { list, rule: { Contract: 'Month-to-month', tenure: { $gte: index % 24 } } }
              : null,
        },
      ],
      offer: null,
    };
    return { id: systemIds.next(), city, document, ...sealRelease(document) };
  });
}
