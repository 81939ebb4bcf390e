import { createContentChecker, DEFAULT_DICTIONARY } from '@xietong/shared/content-check';
import type { ContentField } from '@xietong/shared/content';
import { expect, it } from 'vitest';
import { systemIds } from '../platform/ids';
import { demoStandards, LOCAL_TEXTS } from './demo-content-zh';
import type { LocalTexts } from './demo-content-zh';

const checker = createContentChecker(DEFAULT_DICTIONARY, { smsSignature: '演示' });
const picture = { assetId: systemIds.next(), alt: '手机报（演示）' };
const standards = demoStandards(systemIds, () => '2026-11-28', picture as never);

/** A standard with what a city writes over it. */
function localised(fields: readonly ContentField[], texts: LocalTexts): ContentField[] {
  return fields.map((field) => ({ ...field, value: texts[field.role] ?? field.value }) as ContentField);
}

it.each([
  ...Object.values(standards).map(({ title, fields }) => [title, fields] as const),
  ...Object.values(LOCAL_TEXTS).map(
    ({ title, texts }) => [title, localised(standards.mobileNews.fields, texts)] as const,
  ),
])('nothing in the demo %s wants evidence, and nothing but a missing offer is warned of', (_, fields) => {
  const codes = checker.check(fields).map(({ severity, code }) => `${severity} ${code}`);
  expect(codes.filter((code) => code !== 'WARN CHECK_OFFER_NOT_NAMED')).toEqual([]);
});
