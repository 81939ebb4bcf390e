import type { EarlierComment } from '@xietong/shared/approvals';
import type { ContentField } from '@xietong/shared/content';
import { describe, expect, it, vi } from 'vitest';
import { nextTick } from 'vue';
import { mountPage } from '../../../testing/mount-app';
import CommentList from '../../../ui/content/CommentList.vue';
import { useRemarks } from '../composables/useRemarks';
import FieldRemark from './FieldRemark.vue';

const field = (id: string, zh: string): ContentField => ({
  ...{ id, role: 'body', labels: { zh, en: zh }, value: 'x' },
  policy: { kind: 'EDITABLE', constraint: {} },
});
const comment = (id: string, since: EarlierComment['since']): EarlierComment => ({
  ...{ id, text: `意见 ${id}`, by: 'NJ-APR-01', at: '2026-11-21T02:00:00.000Z', outcome: 'RETURNED' },
  ...{ hash: 'a'.repeat(64), version: 2, field: field(id, `字段 ${id}`), since },
});

describe('remarks on fields', () => {
  it('are written beside the field, and dropped again', async () => {
    const remarks = useRemarks();
    const { wrapper } = await mountPage(FieldRemark, { props: { field: field('a', '正文'), remarks } });
    await wrapper.get('button').trigger('click');
    await wrapper.get('textarea').setValue(' 写清时段 ');
    expect(remarks.given.value).toEqual([{ fieldId: 'a', text: '写清时段' }]);
    await wrapper.get('button').trigger('click');
    await nextTick();
    expect(remarks.given.value).toEqual([]);
    expect(wrapper.find('textarea').exists()).toBe(false);
  });

  it('are listed with what became of each, and lead to their field unless it is gone', async () => {
    const onLead = vi.fn();
    const { wrapper } = await mountPage(CommentList, {
      props: {
        ...{ comments: [comment('a', 'UNCHANGED'), comment('b', 'REMOVED')], description: 'x' },
        onLead,
      },
    });
    for (const part of ['字段意见（2 条）', '意见 a', '之后没有改动', '字段已删除', 'NJ-APR-01 退回第 2 版'])
      expect(wrapper.text()).toContain(part);
    const buttons = wrapper.findAll('button');
    expect(buttons).toHaveLength(1);
    await buttons[0]?.trigger('click');
    expect(onLead).toHaveBeenCalledExactlyOnceWith('a');
  });
});
