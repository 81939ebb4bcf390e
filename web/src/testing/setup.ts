import { config, disableAutoUnmount, enableAutoUnmount } from '@vue/test-utils';
import { afterEach } from 'vitest';
import { speak, texts } from './texts';

config.global.plugins = [texts];

disableAutoUnmount();
enableAutoUnmount(afterEach);
afterEach(() => {
  localStorage.clear();
  speak('zh-CN');
});
