import { ERROR_KIND_BY_CODE, isErrorCode } from '@xietong/shared/access';
import { expect, it } from 'vitest';
import { words } from '../config/words/words';
import { describeError } from './error-message';

// what a content check finds is quoted, and its law named: it never stands for a failure
const codes = Object.keys(ERROR_KIND_BY_CODE)
  .filter(isErrorCode)
  .filter((code) => !code.startsWith('CHECK_'));

it.each(codes)('%s has words of its own in both languages', (code) => {
  const zh = describeError({ code, params: {} }, 'zh-CN');
  expect(zh).toMatch(/\p{Script=Han}.* \[[A-Z_]+\]$/u);
  expect(describeError({ code, params: {} }, 'en')).toMatch(/^[^\p{Script=Han}]{8,} \[[A-Z_]+\]$/u);
  expect(zh).not.toMatch(/[{}]/);
});

it('says each particular once: in the sentence, or behind it', () => {
  const retention = { code: 'AUDIT_RETENTION_TOO_SHORT', params: { days: 180, given: 3 } } as const;
  expect(describeError(retention, 'zh-CN')).toBe(
    '审计记录至少保留 180 天。（given 3） [AUDIT_RETENTION_TOO_SHORT]',
  );
  const strange = { code: 'CITY_UNKNOWN', params: { city: '999' } } as const;
  expect(describeError(strange, 'en')).toBe('There is no city with the code 999. [CITY_UNKNOWN]');
  expect(describeError(strange, 'zh-CN')).toBe('没有编码为 999 的地市。 [CITY_UNKNOWN]');
  const rule = { code: 'CONDITION_BAD_OPERAND', params: { path: '' } } as const;
  expect(describeError(rule, 'zh-CN')).toBe(
    '规则在「最外层」处的值不适合这个运算符。 [CONDITION_BAD_OPERAND]',
  );
});

it('says states and types in words', () => {
  const moved = { code: 'VERSION_WRONG_STATE', params: { state: 'WITHDRAWN' } } as const;
  expect(describeError(moved, 'en')).toContain('This version is withdrawn by now');
  const retyped = {
    code: 'CUSTOMERS_TYPE_CHANGED',
    params: { column: 'number', known: 'number', found: 'string' },
  } as const;
  expect(describeError(retyped, 'zh-CN')).toContain('属性「number」已有的类型是「数值」，文件中却是「文本」');
});

it('has the same values in both languages', () => {
  const namesIn = (text = '') => (text.match(/\{\w+\}/g) ?? []).sort();
  const zh: Readonly<Record<string, string>> = words('zh-CN').refusals;
  for (const [code, text] of Object.entries(words('en').refusals))
    expect(namesIn(zh[code]), code).toEqual(namesIn(text));
});

it('names every input that does not fit, in a line of its own', () => {
  const fields = [
    { path: 'name', code: 'TOO_BIG', params: { maximum: 60 } },
    { path: 'city', code: 'REQUIRED', params: {} },
  ];
  expect(describeError({ code: 'INVALID_INPUT', params: {}, fields }, 'zh-CN')).toBe(
    '有内容不符合要求。 [INVALID_INPUT]\n  name：太大或太长。（至多 60）\n  city：必填。',
  );
});
