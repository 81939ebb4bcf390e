import { expect, it } from 'vitest';
import { listImportStartSchema } from './list-import-schema';

const id = '0192f0c1-0000-7000-8000-000000000003';
const listId = '0192f0c1-0000-7000-8000-000000000001';
const problems = (input: object) =>
  listImportStartSchema.safeParse({ id, ...input }).error?.issues.map(({ path }) => path.join('.')) ?? [];

it('starts an import into a new list of either purpose, or into one that keeps its own', () => {
  expect(problems({ name: 'x' })).toEqual([]);
  expect(problems({ name: 'x', purpose: 'BLOCKLIST' })).toEqual([]);
  expect(problems({ listId })).toEqual([]);
  expect(problems({ listId, purpose: 'BLOCKLIST' })).toEqual(['purpose']);
  expect(problems({ name: 'x', purpose: 'OTHER' })).toEqual(['purpose']);
  expect(problems({ name: 'x', listId })).toEqual(['name']);
  expect(problems({})).toEqual(['name']);
});
