import type { RouteMeta } from 'vue-router';
import type { Can } from '../session/useCan';

/** Whether a signed-in person may open a page. A page that declares nothing stays shut. */
export function mayOpen(meta: RouteMeta, can: Can, demo: boolean): boolean {
  if (meta.demoOnly && !demo) return false;
  if (meta.can) return can(meta.can.action, meta.can.subject);
  return meta.open !== undefined;
}
