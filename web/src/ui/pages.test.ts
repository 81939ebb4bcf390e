import { flushPromises, mount } from '@vue/test-utils';
import { describe, expect, it, vi } from 'vitest';
import { h } from 'vue';
import { toApiError } from '../api/api-error';
import { chartOption } from './chart-option';
import ConfirmAction from './ConfirmAction.vue';
import DecisionPanel from './DecisionPanel.vue';
import FormField from './FormField.vue';
import PageCompare from './PageCompare.vue';
import PageDashboard from './PageDashboard.vue';
import PageDetail from './PageDetail.vue';
import PageForm from './PageForm.vue';
import PageList from './PageList.vue';

const error = { code: 'INTERNAL', problems: [] };

describe('a list page', () => {
  const base = { title: '清单', loading: false, total: 0, emptyTitle: '还没有' };

  it('shows rows, else what to do, else how to undo the filters, else why it failed', () => {
    const slots = { default: '<table id="rows" />' };
    const at = (props: object) => mount(PageList, { props: { ...base, ...props }, slots });
    expect(at({ total: 1 }).find('#rows').exists()).toBe(true);
    expect(at({}).text()).toContain('还没有');
    expect(at({ filtered: 1 }).text()).toContain('没有符合筛选条件的记录');
    expect(at({ error }).find('[role=alert]').exists()).toBe(true);
    expect(at({ loading: true, total: undefined }).find('[aria-busy]').exists()).toBe(true);
  });

  it('opens its filters by a button that tells how many are set', async () => {
    const page = mount(PageList, { props: base, slots: { filters: '<input />' } });
    const opener = page.get('[role=search] button');
    expect(opener.text()).toBe('筛选');
    await page.setProps({ filtered: 2 });
    expect(opener.text()).toBe('筛选（2）');
    expect(opener.attributes('aria-expanded')).toBe('false');
    await opener.trigger('click');
    expect(opener.attributes('aria-expanded')).toBe('true');
    expect(
      page
        .get(`#${opener.attributes('aria-controls') ?? ''}`)
        .find('input')
        .exists(),
    ).toBe(true);
  });
});

describe('a detail page', () => {
  it('shows state, next step and the panel of the chosen tab', () => {
    const page = mount(PageDetail, {
      props: {
        title: '活动',
        state: 'inReview',
        nextStep: '等待审批',
        tabs: [{ name: 'a', label: '甲' }],
        tab: 'a',
        tabsLabel: '页',
      },
      slots: { 'tab-a': '内容', rail: '历史' },
    });
    expect(page.text()).toContain('待审');
    expect(page.find('[role=tabpanel]').text()).toBe('内容');
    expect(page.find('aside').text()).toBe('历史');
  });
});

describe('a dashboard', () => {
  it('says first what matters', () => {
    const page = mount(PageDashboard, {
      props: { title: '监控', lead: '一切如常。' },
      slots: { tiles: '甲', default: '乙' },
    });
    expect(page.text()).toBe('监控一切如常。甲乙');
  });
});

describe('a form', () => {
  it('leads from the summary to the field, and ties hint and error to it', async () => {
    const field = () =>
      h(
        FormField,
        { name: 'title', label: '标题', hint: '4 个字以上', error: '太短', required: true },
        {
          default: ({ control }: { control: { id: string } }) => h('input', control),
        },
      );
    const page = mount(PageForm, {
      attachTo: document.body,
      props: { title: '新建', problems: [{ field: 'title', label: '标题', message: '太短' }] },
      slots: { default: field },
    });
    await flushPromises();
    const input = page.find('input');
    expect(input.attributes()).toMatchObject({ 'aria-invalid': 'true', 'aria-required': 'true' });
    const described = (input.attributes('aria-describedby') ?? '').split(' ');
    expect(described.map((id) => page.find(`#${id}`).text())).toEqual(['4 个字以上', '太短']);
    await page.find('[role=alert] a').trigger('click');
    expect(document.activeElement).toBe(input.element);
  });

  it('leads to its problems each time that it is submitted with them', async () => {
    const problems = [{ field: 'title', label: '标题', message: '太短' }];
    const page = mount(PageForm, {
      attachTo: document.body,
      props: { title: '新建', problems },
      slots: { default: '<input id="field-title" />', actions: '<button type="submit">保存</button>' },
    });
    for (let time = 0; time < 2; time += 1) {
      page.find('button').element.focus();
      await page.find('form').trigger('submit');
      await flushPromises();
      expect(document.activeElement).toBe(page.find('[role=alert]').element);
    }
    expect(page.emitted('submit')).toHaveLength(2);
    await page.setProps({ problems: [] });
    page.find('button').element.focus();
    await page.find('form').trigger('submit');
    expect(document.activeElement).toBe(page.find('button').element);
  });

  it('shows why a field is locked and disables it', () => {
    const field = mount(FormField, {
      props: { name: 'body', label: '正文', locked: '省里锁定' },
      slots: { default: ({ control }: { control: object }) => h('input', control) },
    });
    expect(field.text()).toContain('省里锁定');
    expect(field.find('input').attributes('disabled')).toBeDefined();
  });
});

describe('a comparison', () => {
  it('marks differences by words', () => {
    const page = mount(PageCompare, {
      props: {
        title: '比较',
        leftLabel: '甲',
        rightLabel: '乙',
        fields: [
          { key: '1', label: '标题', left: '旧', right: '新' },
          { key: '2', label: '正文', left: '同', right: '同' },
          { key: '3', label: '优惠', left: null, right: '有' },
        ],
      },
    });
    expect(page.find('[role=status]').text()).toBe('3 个字段中有 2 处不同');
    expect(page.findAll('tbody th').map((head) => head.text())).toEqual([
      '标题 ≠ 有改动',
      '正文',
      '优惠 + 新增',
    ]);
    expect(page.findAll('del').map((cell) => cell.text())).toEqual(['旧']);
  });
});

describe('a decision', () => {
  const choose = async (verdict: string, reason: string) => {
    const panel = mount(DecisionPanel, { props: { title: '审批' } });
    await panel.find(`input[value=${verdict}]`).setValue();
    await panel.find('textarea').setValue(reason);
    await panel.find('form').trigger('submit');
    return panel;
  };

  it('needs a reason to return or reject, none to approve', async () => {
    expect((await choose('approve', '')).emitted('decide')).toEqual([[{ verdict: 'approve', reason: '' }]]);
    expect((await choose('reject', ' ')).emitted('decide')).toBeUndefined();
    expect((await choose('return', '缺图')).emitted('decide')).toEqual([
      [{ verdict: 'return', reason: '缺图' }],
    ]);
  });

  it('offers nothing to a person who may not decide, and says why', () => {
    const panel = mount(DecisionPanel, { props: { title: '审批', blocked: '你是作者之一' } });
    expect(panel.text()).toContain('你是作者之一');
    expect(panel.find('form').exists()).toBe(false);
  });
});

describe('an action to confirm', () => {
  it('asks, waits for a reason, and stays open with the failure', async () => {
    const action = vi.fn(() => Promise.reject(new Error('x')));
    const button = mount(ConfirmAction, {
      attachTo: document.body,
      props: {
        label: '撤回',
        title: '撤回提交',
        text: '回到草稿。',
        reason: true,
        action,
        toError: toApiError,
      },
    });
    await button.find('button').trigger('click');
    await flushPromises();
    const confirm = [...document.querySelectorAll<HTMLButtonElement>('.el-dialog__footer button')].at(-1);
    confirm?.click();
    await flushPromises();
    expect(action).not.toHaveBeenCalled();
    const area = document.querySelector('textarea');
    if (area) area.value = '写错了';
    area?.dispatchEvent(new Event('input'));
    await flushPromises();
    confirm?.click();
    await flushPromises();
    expect(action).toHaveBeenCalledWith('写错了');
    expect(document.querySelector('.el-dialog [role=alert]')?.textContent).toContain('未预料');
  });
});

describe('a chart', () => {
  it('uses rich-text tooltips and tells series apart by more than colour', () => {
    const series = ['甲', '乙'].map((name) => ({ name, values: [1, null] }));
    const option = chartOption(
      { kind: 'line', categories: ['a', 'b'], series, format: String },
      () => '#000',
    );
    expect(option.tooltip).toMatchObject({ renderMode: 'richText' });
    expect(JSON.stringify(option.series)).toContain('"dashed"');
  });
});
