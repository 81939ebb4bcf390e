import fc from 'fast-check';
import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import {
  attributeValue,
  cityOf,
  createColumnObserver,
  MAX_CHOICES,
  mergeAttributeTypes,
  mergeChoices,
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
