import { mount } from '@vue/test-utils';
import type { PolicyState } from '@xietong/shared/approvals';
import { STANDARD_STATES } from '@xietong/shared/campaigns';
import { DICTIONARY_STATES } from '@xietong/shared/content-check';
import { DISCLOSURE_STATES } from '@xietong/shared/disclosures';
import { errorValuesEn, errorValuesZh } from '@xietong/shared/error-texts';
import { EXCEPTION_STATES } from '@xietong/shared/exceptions';
import { FINDING_STATES } from '@xietong/shared/findings';
import { VERSION_STATES } from '@xietong/shared/localisation';
import type { FallbackState } from '@xietong/shared/points';
import { RELEASE_STATES, SHOWN_STATES } from '@xietong/shared/releases';
import { ATTRIBUTE_TYPES } from '@xietong/shared/subscribers';
import { describe, expect, it } from 'vitest';
import ErrorState from './ErrorState.vue';

const POLICY_STATES: readonly PolicyState[] = [
  ...(['PROPOSED', 'IN_FORCE', 'ENDED', 'REFUSED', 'WITHDRAWN', 'SUPERSEDED'] as const),
];
const FALLBACK_STATES: readonly FallbackState[] = ['PROPOSED', 'APPROVED', 'REFUSED', 'WITHDRAWN'];
const CODES = [
  ...[...VERSION_STATES, ...STANDARD_STATES, ...RELEASE_STATES, ...SHOWN_STATES, ...EXCEPTION_STATES],
  ...[...DICTIONARY_STATES, ...FALLBACK_STATES, ...FINDING_STATES, ...DISCLOSURE_STATES],
  ...[...POLICY_STATES, 'EXPIRED', ...ATTRIBUTE_TYPES],
];

describe('the text of a failure', () => {
  it('has a word for every state and type that it may name, and for no other', () => {
    expect(Object.keys(errorValuesZh).sort()).toEqual([...new Set(CODES)].sort());
    expect(Object.keys(errorValuesEn)).toEqual(Object.keys(errorValuesZh));
  });

  it('says what became of what somebody else was quicker with', () => {
    const error = {
      code: 'VERSION_WRONG_STATE',
      params: { state: 'WITHDRAWN', command: 'SUBMIT' },
      problems: [],
    };
    expect(mount(ErrorState, { props: { error } }).text()).toContain('这个版本现在是「已撤回」');
  });

  it('leaves values that a person gave as they are', () => {
    const error = {
      code: 'CUSTOMERS_TYPE_CHANGED',
      params: { column: 'OPEN', known: 'number', found: 'string' },
      problems: [],
    };
    expect(mount(ErrorState, { props: { error } }).text()).toContain(
      '属性「OPEN」已有的类型是「数值」，文件中却是「文本」',
    );
  });
});
