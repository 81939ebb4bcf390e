/** Programs of threads, by name: bundled beside whatever starts them. */
export const WORKERS = { 'list-worker': 'server/src/features/audiences/list-worker.ts' };
