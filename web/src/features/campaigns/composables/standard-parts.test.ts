import type { ContentField } from '@xietong/shared/content';
import { expect, it } from 'vitest';
import { partsOfStandard, STANDARD_SHAPE, standardOfParts } from './standard-parts';

const id = (n: number): string => `00000000-0000-4000-8000-00000000000${String(n)}`;
const field = (n: number, value = `v${String(n)}`): ContentField => ({
  id: id(n),
  role: 'body',
  labels: { zh: `正文${String(n)}`, en: `Body ${String(n)}` },
  value,
  policy: { kind: 'EDITABLE', constraint: {} },
});
const parts = (...fields: ContentField[]) => partsOfStandard({ title: 't', cityDefault: 'NONE', fields });
const idsOf = (given: ReturnType<typeof parts>) => standardOfParts(given)?.fields.map((each) => each.id);

it('joins a field of each side in its place, without a question about the order', () => {
  const base = parts(field(1), field(2));
  const mine = parts(field(1), field(3), field(2));
  const theirs = parts(field(1), field(2), field(4));
  const conflicts = STANDARD_SHAPE.conflicts(base, mine, theirs);
  expect(conflicts.map(({ key, suggestion }) => [key, suggestion])).toEqual([
    [`field:${id(3)}`, 'mine'],
    [`field:${id(4)}`, 'theirs'],
  ]);
  const merged = STANDARD_SHAPE.merged(mine, theirs, { [`field:${id(4)}`]: 'theirs' });
  expect(idsOf(merged)).toEqual([id(1), id(3), id(2), id(4)]);
});

it('asks about the order where the same fields stand otherwise', () => {
  const [mine, theirs] = [parts(field(1), field(2)), parts(field(2), field(1))];
  expect(STANDARD_SHAPE.conflicts(mine, mine, theirs).map(({ key }) => key)).toEqual(['order']);
  expect(idsOf(STANDARD_SHAPE.merged(mine, theirs, { order: 'theirs' }))).toEqual([id(2), id(1)]);
});

it('drops a field that the chosen side has taken out', () => {
  const [mine, theirs] = [parts(field(1)), parts(field(1), field(2))];
  const conflicts = STANDARD_SHAPE.conflicts(theirs, mine, theirs);
  expect(conflicts).toMatchObject([{ key: `field:${id(2)}`, suggestion: 'mine' }]);
  expect(idsOf(STANDARD_SHAPE.merged(mine, theirs, { [`field:${id(2)}`]: 'mine' }))).toEqual([id(1)]);
});

it('takes nothing over that is no standard', () => {
  expect(standardOfParts({ ...parts(field(1)), cityDefault: 'SOMETIMES' })).toBeNull();
});
