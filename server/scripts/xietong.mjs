/** `npm run xietong -- <command>`: the command line; nothing but a command's output goes to stdout. Plain Node. */
import { prepare } from './lib/prepare.mjs';

await prepare();
process.env.NODE_ENV ??= 'production';
await import('../dist/cli.js');
