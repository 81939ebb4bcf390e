import { shanghaiTime } from '@xietong/shared/kernel';
import type { Language } from '@xietong/shared/kernel';
import * as auditEn from './audit-en';
import * as auditZh from './audit-zh-CN';
import * as commandEn from './command-en';
import * as commandZh from './command-zh-CN';
import * as doctorEn from './doctor-en';
import * as doctorZh from './doctor-zh-CN';
import * as helpEn from './help-en';
import * as helpZh from './help-zh-CN';
import * as refusalsEn from './refusals-en';
import * as refusalsZh from './refusals-zh-CN';
import * as startEn from './start-en';
import * as startZh from './start-zh-CN';

const EN = {
  ...startEn.words,
  doctor: doctorEn.words,
  command: commandEn.words,
  audit: auditEn.words,
  help: helpEn.words,
  refusals: refusalsEn.words,
};
/** What the machine says to the person before it, apart from the console. */
export type Words = typeof EN;
const WORDS: Readonly<Record<Language, Words>> = {
  en: EN,
  'zh-CN': {
    ...startZh.words,
    doctor: doctorZh.words,
    command: commandZh.words,
    audit: auditZh.words,
    help: helpZh.words,
    refusals: refusalsZh.words,
  },
};

type Environment = Readonly<Record<string, string | undefined>>;

/** By what the terminal's language is named, the one that counts first in front. */
const VARIABLES = ['XIETONG_LANG', 'LC_ALL', 'LC_MESSAGES', 'LANG'] as const;

/**
 * The language of messages in the terminal: `XIETONG_LANG` where it is set, else that of the environment, else the
 * operating system's. Chinese for every value that begins with `zh`, English for all others. The scripts that run
 * before anything is installed choose it by the same rule.
 */
export function terminalLanguage(
  environment: Environment = process.env,
  system: string = new Intl.DateTimeFormat().resolvedOptions().locale,
): Language {
  const named = VARIABLES.map((name) => environment[name]?.trim()).find((value) => value);
  return /^zh/i.test(named ?? system) ? 'zh-CN' : 'en';
}

/** What is said in the terminal, in the language of its environment. */
export function words(language: Language = terminalLanguage()): Words {
  return WORDS[language];
}

let isForPrograms = false;

/** Speaks to programs from now on: the same in every terminal. */
export function speakToPrograms(): void {
  process.env.XIETONG_LANG = 'en';
  isForPrograms = true;
}

/** An instant as the console tells it, in Shanghai's time, and beside it that it is; to programs in ISO 8601. */
export function spokenTime(at: Date): string {
  return isForPrograms ? at.toISOString() : `${shanghaiTime(at)} +08:00`;
}
