import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ContentField } from '../content';
import { approvalDecideSchema, MAX_COMMENT_LENGTH } from './approval-schema';
import { checkFieldComments, fieldSince } from './field-comments';

const field = (id: string, value: string): ContentField => ({
  ...{ id, role: 'body', labels: { zh: 'x', en: 'x' }, value },
  policy: { kind: 'EDITABLE', constraint: {} },
});
const names = fc.constantFrom('a', 'b', 'c', 'd');
const outcomes = fc.constantFrom('APPROVED' as const, 'RETURNED' as const, 'REJECTED' as const);

describe('comments on fields', () => {
  it('stand beside a return or rejection alone, each on a field of its own', () => {
    fc.assert(
      fc.property(fc.uniqueArray(names), fc.array(names), outcomes, (content, on, outcome) => {
        const comments = on.map((fieldId) => ({ fieldId, text: 'x' }));
        const checked = checkFieldComments(comments, { outcome, content: content.map((id) => ({ id })) });
        const isFit = on.every((id) => content.includes(id)) && new Set(on).size === on.length;
        expect(checked.ok).toBe(on.length === 0 || (outcome !== 'APPROVED' && isFit));
      }),
    );
  });

  it('say whether their field has changed since', () => {
    fc.assert(
      fc.property(fc.string(), fc.option(fc.string(), { nil: null }), (before, after) => {
        const now = after === null ? [] : [field('b', 'other'), field('a', after)];
        const expected = after === null ? 'REMOVED' : after === before ? 'UNCHANGED' : 'CHANGED';
        expect(fieldSince(field('a', before), now)).toBe(expected);
      }),
    );
    const stricter: ContentField = { ...field('a', 'x'), policy: { kind: 'LOCKED', constraint: {} } };
    expect(fieldSince(field('a', 'x'), [stricter])).toBe('CHANGED');
  });

  it('are neither empty nor longer than they may be', () => {
    const id = '0197f0a0-0000-7000-8000-000000000001';
    const parse = (text: string) =>
      approvalDecideSchema.safeParse({
        ...{ id, hash: 'a'.repeat(64), outcome: 'RETURNED', reason: 'x' },
        comments: [{ fieldId: id, text }],
      });
    expect(parse(' 写清 ').data?.comments).toEqual([{ fieldId: id, text: '写清' }]);
    for (const text of [' ', 'x'.repeat(MAX_COMMENT_LENGTH + 1)])
      expect(parse(text).error?.issues[0]?.path).toEqual(['comments', 0, 'text']);
  });
});
