import { ABSOLUTE } from './default-claims-zh';
import { entriesOf } from './dictionary-entries';
import type { EntryRest } from './dictionary-entries';
import type { DictionaryEntry } from './dictionary-schema';
import { PRICE_LAW } from './laws-zh';

/** Nothing around an English superlative is read, so that a person decides whether it is one of the seller's goods. */
const READ_AGAIN: EntryRest = {
  ...ABSOLUTE,
  ...{ severity: 'WARN', exemptible: false },
};
const CHEAPEST: EntryRest = { ...READ_AGAIN, law: PRICE_LAW };
/** The same letters may spell another word. */
const SPELLED: EntryRest = { ...READ_AGAIN, suggestion: '若是绝对化用语的拼音，改为可核实的具体表述' };

/** What stands behind a superlative that speaks of how, when and where, and praises nothing. */
const NO_GOODS = ['way', 'ways', 'time', 'times', 'place', 'route', 'practice', 'practices'];
const unlessOf = (superlative: string, ...more: readonly string[]) =>
  [superlative, [...NO_GOODS.map((what) => `${superlative} ${what}`), ...more]] as const;

/** They compare with everybody by themselves, whatever stands around them. */
const CLAIMS = entriesOf('WORD', ABSOLUTE, [
  ...['national level', 'state level'].map(
    (level) => [level, ['new area', 'park', 'zone'].map((area) => `${level} ${area}`)] as const,
  ),
  ...["world's best", "world's fastest", "world's largest", "world's leading", "world's most advanced"],
  ...["China's best", "China's fastest", "China's largest", "nation's best", "industry's best"],
  ...['best in the world', 'best in the country', 'best in China', 'best in the industry', 'best in class'],
  ...['brand', 'network', 'operator', 'carrier', 'choice'].map((what) => `number one ${what}`),
  ...[
    'world-leading',
    'industry-leading',
    'market-leading',
    'market leader',
    'industry leader',
    'world-class',
  ],
  ...['unbeatable', 'unrivalled', 'unrivaled', 'unparalleled', 'unsurpassed', 'second to none'],
]);

const SUPERLATIVES = entriesOf('WORD', READ_AGAIN, [
  unlessOf(
    'the best',
    ...['the best of luck', 'all the best', 'the best before', 'the best effort', 'the best efforts'],
    ...['the best known', 'the best possible', 'the best wishes', 'to the best of'],
  ),
  ...['best network', 'best operator', 'best carrier', 'best plan', 'best plans', 'best ever', 'top-ranked'],
  ['best service', ['best service award']],
  ...['the finest', 'the highest quality', 'unmatched quality', 'unmatched speed', 'unmatched value'],
  unlessOf('the fastest'),
  ...['fastest network', 'fastest internet', 'fastest broadband', 'fastest 5G', 'strongest signal'],
  ...['the strongest', 'the widest coverage', 'largest network', 'largest operator', 'largest carrier'],
  ...['advanced', 'reliable', 'stable', 'popular', 'powerful', 'secure'].map((how) => `the most ${how}`),
  ['number one', ['number one priority', 'step number one', 'rule number one', 'number one step']],
]);

const PRICES = entriesOf('WORD', CHEAPEST, [
  unlessOf('the cheapest'),
  ...['cheapest plan', 'cheapest plans', 'cheapest price', 'cheapest prices', 'the most affordable'],
  ...['lowest price', 'lowest prices', 'lowest tariff', 'lowest tariffs', 'lowest rate', 'lowest rates'],
  ...['best price', 'best prices', 'best value', 'best deal', 'best deals', 'best offer', 'best offers'],
]);

/** Words of the dictionary in letters alone; 最 with what is most often said behind it is read as if in characters. */
const PINYIN = entriesOf('WORD', SPELLED, [
  ...['guojiaji', 'shijieji', 'quanguodiyi', 'quanwangdiyi', 'shijiediyi', 'hangyediyi', 'xiaoliangdiyi'],
  ...['tianxiadiyi', 'diyipinpai', 'hangyelingxian', 'quanguolingxian', 'guojilingxian', 'shijielingxian'],
  ...['yaoyaolingxian', 'duyiwuer', 'juewujinyou', 'shiwuqianli', 'wuyulunbi', 'xiaoliangguanjun'],
  ...[
    'zuipianyi',
    'zuiyouhui',
    'zuihuasuan',
    'zuishihui',
    'zuidijia',
    'zuixianjin',
    'zuiqiangda',
    'zuiwending',
  ],
  ...['zuianquan', 'zuigaoji', 'zuiyouzhi', 'dingji'],
  [
    'diyi',
    [
      ...[
        'lu',
        'jie',
        'yiyuan',
        'renmin yiyuan',
        'zhongxue',
        'xiaoxue',
        'daxue',
        'road',
        'street',
        'hospital',
      ],
      ...['school', 'bu', 'ci', 'pi', 'zhang', 'ming', 'nian', 'yue'],
    ].map((what) => `diyi ${what}`),
  ],
]);

/** Words of absolute claims in English, and in pinyin. */
export const LATIN_CLAIMS: readonly DictionaryEntry[] = [...CLAIMS, ...SUPERLATIVES, ...PRICES, ...PINYIN];
