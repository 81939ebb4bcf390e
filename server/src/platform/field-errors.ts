import { unstorablePath } from '@xietong/shared/kernel';
import type { FieldError, FieldErrorCode } from '@xietong/shared/kernel';
import type { z } from 'zod';
import { AppError } from './app-error';

type Issue = z.core.$ZodIssue;

const CODE_BY_ISSUE: Readonly<Record<Issue['code'], FieldErrorCode>> = {
  invalid_type: 'INVALID_TYPE',
  too_big: 'TOO_BIG',
  too_small: 'TOO_SMALL',
  invalid_format: 'INVALID_FORMAT',
  not_multiple_of: 'INVALID_VALUE',
  unrecognized_keys: 'UNKNOWN_FIELD',
  invalid_union: 'INVALID_TYPE',
  invalid_key: 'INVALID_VALUE',
  invalid_element: 'INVALID_VALUE',
  invalid_value: 'INVALID_CHOICE',
  custom: 'INVALID_VALUE',
};

/**
 * Problems of an input that its schema refused, one for each field, without the values themselves.
 * A refinement may name a code of its own by `params: {code: '…'}`.
 * @param input the refused value: what is not there at all is REQUIRED rather than of a wrong type
 */
export function fieldErrorsOf(error: z.core.$ZodError, input: unknown): FieldError[] {
  return error.issues.flatMap((issue) => fieldErrors(issue, input));
}

/**
 * Whatever reads it afterwards: an input holds no NUL and no half character, which a database refuses or changes.
 * @throws AppError INVALID_INPUT naming the first field that does
 */
export function requireStorable(input: unknown): void {
  const path = unstorablePath(input);
  if (path === null) return;
  throw new AppError('INVALID_INPUT', {}, [{ path: pathText(path), code: 'INVALID_VALUE', params: {} }]);
}

/**
 * An input of a plain route as its schema reads it.
 * @throws AppError INVALID_INPUT naming every field that is wrong
 */
export function parseInput<S extends z.ZodType>(schema: S, input: unknown): z.output<S> {
  const parsed = schema.safeParse(input);
  if (!parsed.success) throw new AppError('INVALID_INPUT', {}, fieldErrorsOf(parsed.error, input));
  return parsed.data;
}

function fieldErrors(issue: Issue, input: unknown): FieldError[] {
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({
      path: pathText([...issue.path, key]),
      code: 'UNKNOWN_FIELD',
      params: {},
    }));
  }
  return [{ path: pathText(issue.path), code: codeOf(issue, input), params: limitsOf(issue) }];
}

function codeOf(issue: Issue, input: unknown): string {
  if (issue.code === 'custom' && typeof issue.params?.code === 'string') return issue.params.code;
  const missing = isMissing(input, issue.path);
  if (
    missing &&
    (issue.code === 'invalid_type' || issue.code === 'invalid_value' || issue.code === 'invalid_union')
  ) {
    return 'REQUIRED';
  }
  return CODE_BY_ISSUE[issue.code];
}

function limitsOf(issue: Issue): FieldError['params'] {
  if (issue.code === 'too_small') return { minimum: Number(issue.minimum) };
  if (issue.code === 'too_big') return { maximum: Number(issue.maximum) };
  return {};
}

function isMissing(input: unknown, path: readonly PropertyKey[]): boolean {
  let value = input;
  for (const key of path) {
    if (typeof value !== 'object' || value === null) return true;
    value = Reflect.get(value, key);
  }
  return value === undefined || value === null;
}

function pathText(path: readonly PropertyKey[]): string {
  return path.map(String).join('.');
}
