import { expect, it } from 'vitest';
import { createAppRouter } from '../src/app-router';
import type { RouterServices } from '../src/app-router';
import { listProcedures } from '../src/trpc/procedure-list';
import { ASKS, NO_LISTS } from './console-asks';

it('measures every list of the console', () => {
  const queries = listProcedures(createAppRouter({} as RouterServices)).flatMap(({ type, path }) =>
    type === 'query' ? [path] : [],
  );
  const measured = [...new Set(ASKS.map(({ procedure }) => procedure))];
  expect([...measured, ...NO_LISTS].sort()).toEqual(queries.sort());
});
