/** Why a text is no amount; the texts are `ui.money.<problem>`. */
export type MoneyProblem = 'decimals' | 'negative' | 'tooLarge' | 'notAmount';

const AMOUNT = /^(?:\d{1,9}(?:\.\d{0,2})?|\.\d{1,2})$/;
/** Hyphen, minus sign, and their wide forms, as they come from tables and documents. */
const MINUS = /^[-\u2212\uFF0D\u2013]/u;

/** People paste amounts with their sign and blanks around them. */
const bare = (text: string): string => text.replace(/^[\s¥\uFFE5]+|[\s元]+$/gu, '');

/** Integer fen of an amount in yuan; null where there is none. */
export function fenOf(text: string): number | null {
  return AMOUNT.test(bare(text)) ? Math.round(Number(bare(text)) * 100) : null;
}

/** What is wrong with a text that should be an amount in yuan; an empty one is merely empty. */
export function moneyProblem(text: string): MoneyProblem | null {
  const given = bare(text);
  if (given === '' || AMOUNT.test(given)) return null;
  const isNumber = /^\d*(?:\.\d*)?$/.test(given.replace(MINUS, '')) && /\d/.test(given);
  if (!isNumber) return 'notAmount';
  if (MINUS.test(given)) return 'negative';
  return /\.\d{3,}$/.test(given) ? 'decimals' : 'tooLarge';
}

/** An amount in yuan with its two decimals. */
export const yuanOf = (fen: number | null): string => (fen === null ? '' : (fen / 100).toFixed(2));
