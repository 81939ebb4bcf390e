import type { RouteLocationRaw } from 'vue-router';

/** Where versions of one thing are compared; those of which the newest is the first. */
export interface ComparedVersions {
  readonly id: string | undefined;
  readonly versions: readonly { readonly id: string }[];
}

/** Ways to the page named `name` that compares two versions. */
export function compareRoutes(name: string, { id, versions }: ComparedVersions) {
  const route = (query: Record<string, string>): RouteLocationRaw => ({ name, params: { id }, query });
  return {
    /** Any two, chosen there; null where there are no two. */
    any: id !== undefined && versions.length > 1 ? route({}) : null,
    /** One with the version before it; null for the first. */
    withBefore(to: string): RouteLocationRaw | null {
      const before = versions[versions.findIndex((version) => version.id === to) + 1];
      return id !== undefined && before ? route({ from: before.id, to }) : null;
    },
  };
}
