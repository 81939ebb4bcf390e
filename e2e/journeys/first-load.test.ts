import { firstLoad } from '../fixtures/first-load';
import { test } from '../fixtures/journey-test';

test('the first visit loads less than 250 kB of scripts', async ({ page, seat }) => {
  const visits = [
    { who: 'nobody', page, path: '/sign-in' },
    { who: 'NJ-OPS-01', page: (await seat({ staffId: 'NJ-OPS-01' })).page, path: '/' },
    { who: 'JS-AUD-01', page: (await seat({ staffId: 'JS-AUD-01', language: 'en' })).page, path: '/' },
  ];
  for (const { who, page: own, path } of visits) {
    const { scripts, bytes } = await firstLoad(own, path);
    test.info().annotations.push({ type: who, description: `${scripts} scripts, ${bytes} bytes` });
  }
});
