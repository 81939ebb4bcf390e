import type { ErrorCode } from '@xietong/shared/access';
import {
  CODED_PARAMS,
  errorValuesEn,
  errorValuesZh,
  firstErrorTextsEn,
  firstErrorTextsZh,
  otherErrorTextsEn,
  otherErrorTextsZh,
} from '@xietong/shared/error-texts';
import type { ErrorParams, FieldError, FieldErrorCode, Language } from '@xietong/shared/kernel';
import { terminalLanguage, words } from '../config/words/words';

/** What the console says of every code: one without words does not compile. */
const CONSOLE_TEXTS: Readonly<Record<Language, Readonly<Record<ErrorCode | FieldErrorCode, string>>>> = {
  'zh-CN': { ...firstErrorTextsZh, ...otherErrorTextsZh },
  en: { ...firstErrorTextsEn, ...otherErrorTextsEn },
};

const CODED: ReadonlySet<string> = new Set(CODED_PARAMS);
const VALUES: Readonly<Record<Language, Readonly<Record<string, string>>>> = {
  'zh-CN': errorValuesZh,
  en: errorValuesEn,
};

interface CodedFailure {
  readonly code: ErrorCode;
  readonly params: ErrorParams;
  readonly fields?: readonly FieldError[];
}

/**
 * A coded failure: in one line what happened, its particulars, and the code to look up; then a line for every input
 * that is wrong.
 */
export function describeError(
  { code, params, fields = [] }: CodedFailure,
  language: Language = terminalLanguage(),
): string {
  const own: Readonly<Partial<Record<ErrorCode, string>>> = words(language).refusals;
  const said = sentence(own[code] ?? CONSOLE_TEXTS[language][code], params, language);
  return [`${said} [${code}]`, ...describeFields(fields, language).map((line) => `  ${line}`)].join('\n');
}

/**
 * Inputs that are wrong, each with what is wrong with it.
 * @param options the option that an input is given by, where it has another name
 */
export function describeFields(
  fields: readonly FieldError[],
  language: Language = terminalLanguage(),
  options: Readonly<Record<string, string>> = {},
): string[] {
  const texts: Readonly<Record<string, string>> = CONSOLE_TEXTS[language];
  const { field } = words(language).command;
  return fields.map(({ path, code, params }) =>
    field(options[path.split('.')[0] ?? ''] ?? path, sentence(texts[code] ?? code, params, language)),
  );
}

/** A text with its values, and behind it those that it has no place for. */
function sentence(text: string, params: ErrorParams, language: Language): string {
  const shown = (name: string, value: string | number) => {
    if (value === '') return words(language).command.root;
    return (CODED.has(name) ? VALUES[language][value] : undefined) ?? String(value);
  };
  const names: Readonly<Record<string, string>> = words(language).command.names;
  const placed = new Set<string>();
  const filled = text.replaceAll(/\{(\w+)\}/g, (_, name: string) => {
    placed.add(name);
    const value = params[name];
    return value === undefined ? '…' : shown(name, value);
  });
  const others = Object.entries(params)
    .filter(([name]) => !placed.has(name))
    .map(([name, value]) => `${names[name] ?? name} ${shown(name, value)}`);
  return others.length > 0 ? words(language).command.particulars(filled, others.join(', ')) : filled;
}
