import { describe, expect, it } from 'vitest';
import { forgetKeptInput, inputKeeper } from './kept-input';

const AT = '2026-11-22T06:05:00.000Z';
const input = (text: string) => ({ at: AT, rowVersion: 3, base: { title: 'a' }, mine: { title: text } });
const keeper = (person = 'p1', draft = 'campaign.v1', now = Date.parse(AT)) =>
  inputKeeper(localStorage, person, draft, () => now);

describe('unsaved input', () => {
  it('is kept per person and draft', () => {
    expect(keeper().keep(input('typed'))).toBe(true);
    expect(keeper().read()).toEqual(input('typed'));
    expect(keeper('p2').read()).toBeNull();
    expect(keeper('p1', 'campaign.v2').read()).toBeNull();
    keeper().drop();
    expect(keeper().read()).toBeNull();
  });

  it.each(['打 15400001234 咨询', '+86 154-0000-1234', '15400001234'])(
    'is not kept with a phone number in it: %s',
    (text) => {
      keeper().keep(input('before'));
      expect(keeper().keep(input(text))).toBe(false);
      expect(JSON.stringify({ ...localStorage })).not.toContain('154');
    },
  );

  it('keeps ids and hashes, which are no numbers to call', () => {
    const id = '0190a000-0000-7000-8000-154000012345';
    expect(keeper().keep(input(`${id} e3b0c44298fc1c15400001234c`))).toBe(true);
  });

  it('is dropped when it is damaged or two weeks old', () => {
    keeper().keep(input('typed'));
    expect(keeper('p1', 'campaign.v1', Date.parse(AT) + 15 * 86_400_000).read()).toBeNull();
    localStorage.setItem('xietong.kept.p1.campaign.v1', '{"mine":');
    expect(keeper().read()).toBeNull();
    expect(localStorage.getItem('xietong.kept.p1.campaign.v1')).toBeNull();
  });

  it('of one visit is not written over by another, and the newest comes first', () => {
    const visit = (name: string) =>
      inputKeeper(localStorage, 'p1', 'campaign.v1', () => Date.parse(AT), name);
    visit('one').keep({ ...input('older'), at: '2026-11-22T06:03:00.000Z' });
    visit('two').keep({ ...input('newer'), at: '2026-11-22T06:04:00.000Z' });
    keeper('p1', 'campaign.v12').keep(input('of another draft'));
    expect(visit('three').read()?.mine).toEqual({ title: 'newer' });
    const [newest, older] = visit('three').all();
    expect(older?.input.mine).toEqual({ title: 'older' });
    visit('three').drop(newest?.place);
    visit('three').drop();
    expect(keeper().all()).toEqual([older]);
  });

  it('is forgotten as a whole, and nothing else with it', () => {
    localStorage.setItem('xietong.theme', 'dark');
    keeper().keep(input('typed'));
    keeper('p2').keep(input('typed'));
    forgetKeptInput(localStorage);
    expect(Object.keys(localStorage)).toEqual(['xietong.theme']);
  });
});
