export const ATTRIBUTE_TYPES = ['string', 'number', 'boolean'] as const;
export type AttributeType = (typeof ATTRIBUTE_TYPES)[number];
export type AttributeValue = string | number | boolean;

/** Distinct texts up to which an attribute counts as a choice among them. */
export const MAX_CHOICES = 50;

/** Decimal, as a spreadsheet writes it. `007` is a text: as a number it would lose its zeros. */
const NUMERIC = /^-?(?:0|[1-9]\d{0,14})(?:\.\d{1,15})?$/;
const BOOLEAN = /^(?:true|false)$/i;

/** What the cells of one column were. */
export interface ObservedColumn {
  /** null = every cell was blank. */
  type: AttributeType | null;
  blanks: number;
  /** Of a text with at most `MAX_CHOICES` different values: those, sorted; else null. */
  choices: string[] | null;
}

export interface ColumnObserver {
  observe: (cell: string) => void;
  result: () => ObservedColumn;
}

/**
 * Tells the type of a column from all its cells: a number when every cell that is not blank is
 * one, a boolean when every one is true or false, else a text.
 */
export function createColumnObserver(): ColumnObserver {
  let filled = 0;
  let blanks = 0;
  let numeric = true;
  let boolean = true;
  const distinct = new Set<string>();
  return {
    observe(cell: string): void {
      const text = cell.trim();
      if (text === '') {
        blanks += 1;
        return;
      }
      filled += 1;
      numeric &&= NUMERIC.test(text);
      boolean &&= BOOLEAN.test(text);
      if (distinct.size <= MAX_CHOICES) distinct.add(text);
    },
    result(): ObservedColumn {
      if (filled === 0) return { type: null, blanks, choices: null };
      if (numeric) return { type: 'number', blanks, choices: null };
      if (boolean) return { type: 'boolean', blanks, choices: null };
      return { type: 'string', blanks, choices: distinct.size <= MAX_CHOICES ? [...distinct].sort() : null };
    },
  };
}

/** A cell as a value of its column's type; undefined = blank, and so not known. */
export function attributeValue(cell: string, type: AttributeType): AttributeValue | undefined {
  const text = cell.trim();
  if (text === '') return undefined;
  if (type === 'number') return Number(text);
  return type === 'boolean' ? text.toLowerCase() === 'true' : text;
}

/**
 * The type that a known attribute keeps when a file brings more of it; null = they contradict each
 * other, because values stored before would no longer be what rules take them for.
 */
export function mergeAttributeTypes(
  known: AttributeType | undefined,
  found: AttributeType,
): AttributeType | null {
  if (known === undefined || known === found) return found;
  return known === 'string' ? 'string' : null;
}

/** Choices of an attribute after a file brought more of them; null from `MAX_CHOICES` on. */
export function mergeChoices(
  known: readonly string[] | null,
  found: readonly string[] | null,
): string[] | null {
  if (known === null || found === null) return null;
  const all = [...new Set([...known, ...found])].sort();
  return all.length <= MAX_CHOICES ? all : null;
}
