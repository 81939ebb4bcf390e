import fc from 'fast-check';
import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import {
  attributeTitles,
  attributeValue,
  cityOf,
  createColumnObserver,
  MAX_ATTRIBUTE_LABEL,
  MAX_CHOICES,
  mergeAttributeTypes,
  mergeChoices,
  nameAttributeSchema,
  takenLabels,
} from './index';

const observe = (...cells: string[]) => {
  const observer = createColumnObserver();
  cells.forEach(observer.observe);
  return observer.result();
};

describe('the type of a column', () => {
  it.each([
    [['0', '1', '1'], 'number'],
    [['29.85', ' ', '-3'], 'number'],
    [['true', 'FALSE'], 'boolean'],
    [['Yes', 'No'], 'string'],
    [['1', 'x'], 'string'],
    [['007', '1'], 'string'],
    [['1e5'], 'string'],
    [['12345678901234567890'], 'string'],
    [['true', '1'], 'string'],
    [['', ' '], null],
  ])('of %j is %s', (cells, type) => {
    expect(observe(...cells).type).toBe(type);
  });

  it('comes with the blanks, and with the choices of a text while there are few', () => {
    expect(observe('b', '', 'a', 'b', ' ')).toEqual({ type: 'string', blanks: 2, choices: ['a', 'b'] });
    const many = Array.from({ length: MAX_CHOICES + 1 }, (_, n) => `v${n}`);
    expect(observe(...many.slice(1)).choices).toHaveLength(MAX_CHOICES);
    expect(observe(...many).choices).toBeNull();
    expect(observe('1', '2').choices).toBeNull();
  });

  it('turns each cell into a value, and a blank one into none', () => {
    expect(attributeValue(' 29.85 ', 'number')).toBe(29.85);
    expect(attributeValue('False', 'boolean')).toBe(false);
    expect(attributeValue('1', 'string')).toBe('1');
    expect(attributeValue(' ', 'number')).toBeUndefined();
  });

  it('stays what stored values and rules rely on', () => {
    expect(mergeAttributeTypes(undefined, 'number')).toBe('number');
    expect(mergeAttributeTypes('string', 'number')).toBe('string');
    expect(mergeAttributeTypes('number', 'string')).toBeNull();
    expect(mergeChoices(['a'], ['b', 'a'])).toEqual(['a', 'b']);
    expect(mergeChoices(null, ['a'])).toBeNull();
    expect(
      mergeChoices(
        Array.from({ length: MAX_CHOICES }, (_, n) => String(n)),
        ['x'],
      ),
    ).toBeNull();
  });
});

describe('the city of a customer', () => {
  it('is the first six bytes of the SHA-256 of the id modulo the cities', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.integer({ min: 1, max: 13 }), (id, count) => {
        const cities = Array.from({ length: count }, (_, index) => index);
        expect(cityOf(id, cities)).toBe(
          createHash('sha256').update(id, 'utf8').digest().readUIntBE(0, 6) % count,
        );
      }),
    );
    expect(() => cityOf('x', [])).toThrow(RangeError);
  });
});

describe('labels of attributes', () => {
  const named = (name: string, labelZh: string | null = null, labelEn: string | null = null) => ({
    ...{ name, labelZh, labelEn },
  });
  const known = [named('合约', '合约类型', 'Contract term'), named('Contract'), named('tenure', '在网月数')];

  it.each([
    [named('合约', '合约类型', 'Contract term'), []],
    [named('合约', '合约', null), []],
    [named('Contract', '合约类型'), ['labelZh']],
    // a label of the other language is never read beside this one
    [named('Contract', 'Contract term'), []],
    [named('合约', null, ' ＣONTRACT'), ['labelEn']],
    [named('Contract', '合约', 'tenure'), ['labelZh', 'labelEn']],
    [named('Contract', null, 'contract  Term'), ['labelEn']],
  ])('%j are refused at %j', (attribute, paths) => {
    expect(takenLabels(attribute, known).map(({ path }) => path)).toEqual(paths);
  });

  it('name the attribute that has them already', () => {
    expect(takenLabels(named('Contract', '合约类型'), known)).toEqual([
      { path: 'labelZh', code: 'ATTRIBUTE_LABEL_TAKEN', params: { label: '合约类型', name: '合约' } },
    ]);
  });

  it('are read instead of names in their language', () => {
    expect([...attributeTitles(known, 'zh-CN').values()]).toEqual(['合约类型', 'Contract', '在网月数']);
    expect([...attributeTitles(known, 'en').values()]).toEqual(['Contract term', 'Contract', 'tenure']);
  });

  it('have the name behind them where a file has brought another attribute of that name since', () => {
    const met = [...known, named('合约类型'), named('contract term')];
    expect(attributeTitles(met, 'zh-CN').get('合约')).toBe('合约类型（合约）');
    expect(attributeTitles(met, 'zh-CN').get('合约类型')).toBe('合约类型');
    expect(attributeTitles(met, 'en').get('合约')).toBe('Contract term (合约)');
  });

  it('are blank where nothing but spaces was typed', () => {
    const input = { name: 'x', labelZh: ' ', labelEn: ' a\n b ', seen: { labelZh: null, labelEn: null } };
    expect(nameAttributeSchema.parse(input)).toMatchObject({ labelZh: null, labelEn: 'a b' });
    const long = { ...input, labelEn: 'x'.repeat(MAX_ATTRIBUTE_LABEL + 1) };
    expect(nameAttributeSchema.safeParse(long).success).toBe(false);
  });
});
