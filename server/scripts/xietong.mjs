/** `npm run xietong -- <command>`: the command line; nothing but a command's output goes to stdout. Plain Node. */
import { prepare } from './lib/prepare.mjs';
import { scriptWords } from './lib/words.mjs';

/** Node's exit status of a program whose last promise is never kept. */
const UNSETTLED = 13;

await prepare();
process.env.NODE_ENV ??= 'production';
const { runCommandLine } = await import('../dist/cli.js');
process.once('exit', (code) => {
  // Nothing was left to wait for, and the command was not done.
  if (code === UNSETTLED) console.error(scriptWords().brokeOff);
});
process.exitCode = await runCommandLine(process.argv.slice(2));
