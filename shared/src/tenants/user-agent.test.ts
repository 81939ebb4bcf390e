import { describe, expect, it } from 'vitest';
import { deviceOf, maskAddress } from './user-agent';

describe('a session as its person sees it', () => {
  it.each([
    ['Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/140.0 Safari/537.36 Edg/140.0', 'Edge', 'Windows'],
    ['Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Safari/604.1', 'Safari', 'iOS'],
    [
      'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 HeadlessChrome/140.0 Safari/537.36',
      'Chrome',
      'Linux',
    ],
    ['curl/8.0', null, null],
  ])('names the device: %s', (userAgent, browser, system) => {
    expect(deviceOf(userAgent)).toEqual({ browser, system });
  });

  it('leaves the network of an address', () => {
    expect(['10.32.7.9', '::ffff:10.32.7.9', '2001:db8::1', 'unknown'].map(maskAddress)).toEqual([
      '10.32.*.*',
      '10.32.*.*',
      '2001:db8:*',
      '*',
    ]);
  });
});
