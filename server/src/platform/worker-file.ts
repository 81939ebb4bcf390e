import { existsSync } from 'node:fs';

/**
 * The program of a thread, which the build bundles beside what starts it. The sources are run by
 * tests alone, which bundle it into a folder of its own first.
 */
export function workerFile(name: string): URL {
  const beside = new URL(`./${name}.js`, import.meta.url);
  return existsSync(beside) ? beside : new URL(`../../node_modules/.workers/${name}.js`, import.meta.url);
}
