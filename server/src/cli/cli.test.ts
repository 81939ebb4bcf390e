import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { audienceCommands } from './audience-commands';
import { runCommandLine } from './cli';
import { reasonOf } from '../config/words/system-reason';
import { spokenTime } from '../config/words/words';
import { keyCommand } from './key-command';

let said: string[];
beforeEach(() => {
  said = [];
  const hear = (line: unknown) => {
    said.push(String(line));
  };
  vi.spyOn(console, 'log').mockImplementation(hear);
  vi.spyOn(console, 'error').mockImplementation(hear);
  vi.stubEnv('XIETONG_LANG', 'zh-CN');
});
afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
});

it('helps and refuses in the language of the terminal, with the same exit status', async () => {
  expect(await runCommandLine(['--help'])).toBe(0);
  expect(await runCommandLine(['fly'])).toBe(1);
  expect(await runCommandLine(['count', '--colour', 'red'])).toBe(1);
  expect(said[0]).toMatch(/^用法：.*\n\n.*\n(.*\n)*.*每个命令/);
  expect(said.slice(1)).toEqual([
    '没有命令 fly。不带参数执行，可以查看全部命令。',
    expect.stringMatching(/^没有选项 --colour。\n用法：npm run xietong -- count /),
  ]);
});

it('says to programs what it says in every terminal, with times of no zone', async () => {
  const at = new Date('2026-11-24T16:05:09.123Z');
  expect(spokenTime(at)).toBe('2026-11-25 00:05:09 +08:00');
  expect(await runCommandLine(['fly', '--json'])).toBe(1);
  expect(said.map((line): unknown => JSON.parse(line))).toEqual([
    {
      code: 'USAGE',
      message: 'There is no command fly. Run without arguments to see all commands.',
      params: {},
    },
  ]);
  expect(spokenTime(at)).toBe('2026-11-24T16:05:09.123Z');
});

const context = { services: undefined as never, callIn: () => Promise.reject(new Error('asked')) };

it('refuses a name that no list may have, before anything is read', async () => {
  const importList = audienceCommands.find(({ name }) => name === 'import-list');
  const refused = importList?.run(context, ['none.csv'], { city: '320100', name: 'n'.repeat(61) });
  await expect(refused).rejects.toMatchObject({
    code: 'INVALID_INPUT',
    fields: [{ path: 'name', code: 'TOO_BIG', params: { maximum: 60 } }],
  });
});

it('names every option of a key that does not fit', async () => {
  await expect(keyCommand.run(context, [], { channel: 'web', cities: '', rate: 'many' })).rejects.toThrow(
    /^没有生成密钥：\n {2}--cities：太小或太短。（至少 1）\n {2}--rate：类型不对。$/,
  );
});

it('tells what the operating system refused by its code, and in words', () => {
  const refused = Object.assign(new Error("EACCES: permission denied, mkdir '/data'"), {
    code: 'EACCES',
    path: '/data',
  });
  expect(reasonOf(refused)).toBe('EACCES 没有权限：/data');
  // of a name with several addresses Node says nothing but the code
  expect(reasonOf(Object.assign(new AggregateError([], ''), { code: 'ECONNREFUSED' }))).toBe(
    'ECONNREFUSED 连接被拒绝',
  );
  expect(reasonOf(new Error('password authentication failed'))).toBe('password authentication failed');
});
