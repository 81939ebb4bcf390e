import type { CopiedRole } from './policy-schema';

/** Who is told of a request and may read it: everybody of a role in a tenant. */
export interface RoutedCopy {
  readonly tenantId: string;
  readonly role: CopiedRole['role'];
}

/** Whom a policy names, for a release of `own`: what is the same twice is told once. */
export function routeCopies(
  copies: readonly CopiedRole[],
  own: { readonly id: string; readonly parentId: string | null },
): RoutedCopy[] {
  const routed = copies.map(({ at, role }) => ({
    role,
    tenantId: at === 'PROVINCE' ? (own.parentId ?? own.id) : own.id,
  }));
  return routed.filter(
    (each, index) =>
      routed.findIndex(({ tenantId, role }) => tenantId === each.tenantId && role === each.role) === index,
  );
}
