import { mount } from '@vue/test-utils';
import { describe, expect, it } from 'vitest';
import { useI18n } from 'vue-i18n';
import { useApprovalText } from './useApprovalText';

const NOW = new Date('2026-11-22T02:00:00.000Z');

describe('how long something has been waiting', () => {
  it.each([
    [0, '待审，已等待不到 1 分钟'],
    [59, '待审，已等待不到 1 分钟'],
    [60, '待审，已等待 1 分钟'],
    [3599, '待审，已等待 59 分钟'],
    [3600, '待审，已等待 1 小时'],
    [172_800, '待审，已等待 2 天'],
  ])('%d seconds', (seconds, text) => {
    const since = new Date(NOW.getTime() - seconds * 1000).toISOString();
    const page = mount({
      setup: () => {
        const { t } = useI18n();
        return { text: t('approvals.review.waiting', { waited: useApprovalText().waitedText(since, NOW) }) };
      },
      template: '<p>{{ text }}</p>',
    });
    expect(page.text()).toBe(text);
  });
});
