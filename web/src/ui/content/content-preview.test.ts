import { SHOWN_PLACES } from '@xietong/shared/rendering';
import { mount } from '@vue/test-utils';
import { expect, it } from 'vitest';
import ContentPreview from './ContentPreview.vue';
import { contentField } from '../../testing/content-field';

const HASH = 'a'.repeat(64);
const fields = [
  contentField('headline', '充值送手机报（演示）'),
  contentField('image', { sha256: HASH, alt: '报纸' }),
  contentField('button', { label: '立即办理', href: '/offers' }),
  contentField('smsText', '充值送手机报（演示）'),
];
const preview = (props: Partial<InstanceType<typeof ContentPreview>['$props']> = {}) =>
  mount(ContentPreview, { props: { fields, signature: '演示', ...props } });
type Preview = ReturnType<typeof preview>;
const tabs = (wrapper: Preview) => wrapper.findAll('[role="tab"]');
const open = async (wrapper: Preview, index: number) => tabs(wrapper)[index]?.trigger('click');

it('shows content at every place of every channel, marked as an advertisement, by the same image', async () => {
  const wrapper = preview();
  const channels = [...new Set(SHOWN_PLACES.map(({ channel }) => channel))];
  expect(tabs(wrapper)).toHaveLength(channels.length);
  for (const [index, channel] of channels.entries()) {
    await open(wrapper, index);
    const places = SHOWN_PLACES.filter((place) => place.channel === channel).length;
    expect(wrapper.findAll('.frame[class*="' + channel + '"]')).toHaveLength(places);
    if (channel === 'sms') continue;
    expect(wrapper.findAll('.x-ad-mark')).toHaveLength(places);
    for (const image of wrapper.findAll('img'))
      expect(image.attributes()).toMatchObject({ src: `/files/images/${HASH}`, alt: '报纸' });
  }
});

it('says of every place what does not fit, and marks the channel', async () => {
  const long = [contentField('headline', '长'.repeat(25)), ...fields.slice(1)];
  const wrapper = preview({ fields: long });
  expect(wrapper.find('.refusal').exists()).toBe(false);
  await open(wrapper, 1);
  expect(wrapper.findAll('.refusal')).toHaveLength(2);
  expect(wrapper.text()).toContain('最多 20 字，请减少 5 字');
  expect(tabs(wrapper)[1]?.text()).toContain('2 个位置还不能展示');
  const small = preview({ images: [{ sha256: HASH, width: 300, height: 100 }] });
  expect(small.text()).toContain('300×100');
});

it('leaves out channels that the content shuts out, and shows a release by its own renderers', () => {
  expect(tabs(preview({ fields: [...fields, contentField('channels', ['h5', 'wechat'])] }))).toHaveLength(2);
  const old = preview({ renderers: { web: '1' }, fields: [contentField('headline', '长'.repeat(60))] });
  expect(tabs(old)).toHaveLength(1);
  expect(old.find('.refusal').exists()).toBe(false);
  expect(preview({ renderers: {} }).text()).toContain('没有可以展示它的渠道');
});

it('warns of no place that is made of an image where the content has no field for one', async () => {
  const wrapper = preview({ fields: fields.filter(({ role }) => role !== 'image') });
  const app = tabs(wrapper).findIndex((tab) => tab.text().includes('掌厅'));
  expect(tabs(wrapper)[app]?.text()).not.toContain('还不能展示');
  await open(wrapper, app);
  expect(wrapper.text()).toContain('没有图片栏，用不了这个位置');
  const empty = preview({
    fields: [...fields.filter(({ role }) => role !== 'image'), contentField('image', null)],
  });
  expect(tabs(empty)[app]?.text()).toContain('还不能展示');
});
