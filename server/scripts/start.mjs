/** `npm start`: installs and builds when needed, then serves until Ctrl-C. Plain Node. */
import { prepare } from './lib/prepare.mjs';

await prepare();
process.env.NODE_ENV ??= 'production';
// In this very process, so that signals and the exit code are the service's own.
await import('../dist/main.js');
