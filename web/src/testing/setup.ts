import { config, enableAutoUnmount } from '@vue/test-utils';
import { afterEach } from 'vitest';
import { speak, texts } from './texts';

config.global.plugins = [texts];

enableAutoUnmount(afterEach);
afterEach(() => {
  localStorage.clear();
  speak('zh-CN');
});
