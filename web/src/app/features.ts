import type { RouteRecordRaw } from 'vue-router';
import type { FeatureDoor } from '../lib/route-meta';

/** Every feature's door. A new folder under `features/` with an `index.ts` is mounted without a change here. */
const doors = import.meta.glob<FeatureDoor>('../features/*/index.ts', { eager: true });

export const featureDoors: FeatureDoor[] = Object.values(doors);
export const featureRoutes: RouteRecordRaw[] = featureDoors.flatMap((door) => door.routes);
