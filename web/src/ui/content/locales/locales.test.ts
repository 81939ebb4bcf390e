import { FIELD_ROLES } from '@xietong/shared/content';
import { TIERS } from '@xietong/shared/releases';
import { expect, it } from 'vitest';
import { messages as en } from './en';
import { messages as zh } from './zh-CN';

it.each([
  ['zh-CN', zh],
  ['en', en],
])('has a text for every role and tier in %s', (_, { content }) => {
  expect(Object.keys(content.role).sort()).toEqual([...FIELD_ROLES].sort());
  expect(Object.keys(content.tier)).toEqual([...TIERS]);
});
