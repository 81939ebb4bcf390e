/** What a first visit loads of scripts: to the page for signing in, and to the first page after it. */
import { firstLoad, MOST_BYTES } from '../fixtures/first-load';
import { test } from '../fixtures/journey-test';

test('a first visit', async ({ page, seat }) => {
  const visits = [
    { who: 'nobody', page, path: '/sign-in' },
    { who: 'NJ-OPS-01', page: (await seat({ staffId: 'NJ-OPS-01' })).page, path: '/' },
    { who: 'JS-AUD-01', page: (await seat({ staffId: 'JS-AUD-01', language: 'en' })).page, path: '/' },
  ];
  console.log('\nScripts of a first visit, packed by gzip');
  for (const { who, page: own, path } of visits) {
    const { scripts, bytes } = await firstLoad(own, path);
    const size = `${(bytes / 1_000).toFixed(0).padStart(5)} kB`;
    console.log(
      `  ${who.padEnd(10)} ${path.padEnd(10)} ${String(scripts).padStart(3)} scripts ${size} (less than ${String(MOST_BYTES / 1_000)} kB)`,
    );
  }
});
