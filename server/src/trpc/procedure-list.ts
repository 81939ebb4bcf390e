import type { AnyRouter } from '@trpc/server';
import { z } from 'zod';
import { ACTIONS, SUBJECTS } from '@xietong/shared/tenants';
import type { ProcedureAccess } from './procedures';

const definitionSchema = z.object({
  _def: z.object({
    type: z.enum(['query', 'mutation', 'subscription']),
    meta: z
      .union([
        z.object({ public: z.literal(true) }),
        z.object({
          action: z.enum(ACTIONS),
          subject: z.enum(SUBJECTS),
          act: z.string().optional(),
          isAudited: z.boolean().optional(),
        }),
      ])
      .optional(),
  }),
});

export interface ListedProcedure {
  readonly path: string;
  readonly type: 'query' | 'mutation' | 'subscription';
  /** Null = it forgot to declare who may call it, and refuses everybody. */
  readonly access: ProcedureAccess | null;
}

/** Every procedure of a router by its path, with what it declares. */
export function listProcedures(router: AnyRouter): ListedProcedure[] {
  return Object.entries(router._def.procedures as Record<string, unknown>)
    .map(([path, procedure]) => {
      const { type, meta } = definitionSchema.parse({
        _def: Reflect.get(Object(procedure), '_def') as unknown,
      })._def;
      return { path, type, access: meta ?? null };
    })
    .sort((a, b) => a.path.localeCompare(b.path));
}
