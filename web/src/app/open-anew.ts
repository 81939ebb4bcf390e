import { START_LOCATION, type Router } from 'vue-router';

/** What browsers, and the loader of the build, say where a page's code did not come. */
const NO_CODE = /dynamically imported module|importing a module script failed|unable to preload css/i;

/**
 * A browser remembers that a page's code could not be loaded, and that page then fails at once for as long as the
 * document lives, whether the server is back or not; so does a page of an older program that is no longer there. Where
 * the server answers, the document is loaded anew at the page that was wanted; else one stays, and the cut line is said.
 * One that was only just loaded is not: its code would be missing again, and again.
 */
export function openAnewWithoutCode(
  router: Router,
  { isAnswering, open }: { isAnswering: () => Promise<boolean>; open: (fullPath: string) => void },
): void {
  router.onError((thrown: unknown, to, from) => {
    if (from === START_LOCATION || !(thrown instanceof Error) || !NO_CODE.test(thrown.message)) return;
    void isAnswering().then((answers) => {
      if (answers) open(to.fullPath);
    });
  });
}
