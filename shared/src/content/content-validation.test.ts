import { describe, expect, it } from 'vitest';
import { validateResolvedContent, validateStandardContent } from './content-validation';
import type { ContentField } from './content-schema';

const SHA256 = 'a'.repeat(64);
const image = (alt: string): ContentField => ({
  ...{ id: '00000000-0000-4000-8000-000000000001', role: 'image', labels: { zh: '图片', en: 'Image' } },
  value: { sha256: SHA256, alt },
  policy: { kind: 'EDITABLE', constraint: {} },
});

describe('an image', () => {
  it.each(['', '   '])('does not go out without words for whoever does not see it: "%s"', (alt) => {
    const codes = (problems: ReturnType<typeof validateResolvedContent>) =>
      problems.flatMap(({ fieldId, problem }) => (fieldId === null ? [] : [problem.code]));
    expect(codes(validateResolvedContent([image(alt)]))).toEqual(['IMAGE_ALT_REQUIRED']);
    expect(codes(validateStandardContent([image(alt)]))).toEqual(['IMAGE_ALT_REQUIRED']);
    expect(validateResolvedContent([image('一部手机')])).toEqual([]);
  });
});
