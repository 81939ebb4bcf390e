import { describe, expect, it } from 'vitest';
import { compareRoutes } from './compare-routes';

const versions = [{ id: 'third' }, { id: 'second' }, { id: 'first' }];

describe('ways to a comparison of versions', () => {
  it('lead from one to the version before it, and from the first to none', () => {
    const { any, withBefore } = compareRoutes('compare', { id: 'a', versions });
    expect(any).toEqual({ name: 'compare', params: { id: 'a' }, query: {} });
    expect(withBefore('second')).toMatchObject({ query: { from: 'first', to: 'second' } });
    expect(withBefore('first')).toBeNull();
  });

  it('are none where there is but one, or nothing that has a page for it', () => {
    expect(compareRoutes('compare', { id: 'a', versions: versions.slice(2) }).any).toBeNull();
    const { any, withBefore } = compareRoutes('compare', { id: undefined, versions });
    expect([any, withBefore('third')]).toEqual([null, null]);
  });
});
