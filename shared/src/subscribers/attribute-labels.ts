import type { FieldError, Language } from '../kernel';
import type { AttributeLabels, NamedAttribute } from './subscriber-schema';

const LABEL_IN = { 'zh-CN': 'labelZh', en: 'labelEn' } as const satisfies Record<
  Language,
  keyof AttributeLabels
>;
const LABEL_FIELDS = Object.values(LABEL_IN);

/** A text as a reader takes it: width, case and spaces tell nothing apart. */
const asRead = (text: string): string => text.normalize('NFKC').trim().replace(/\s+/gu, ' ').toLowerCase();

/**
 * The labels, field by field, by which readers could not tell this attribute from another one: it has the same label in
 * that language, or is named so in its file.
 */
export function takenLabels(
  { name, ...labels }: NamedAttribute,
  attributes: readonly NamedAttribute[],
): FieldError[] {
  const others = attributes.filter((other) => other.name !== name);
  return LABEL_FIELDS.flatMap((path) => {
    const label = labels[path];
    if (label === null) return [];
    const other = others.find((each) =>
      [each[path], each.name].some((text) => text !== null && asRead(text) === asRead(label)),
    );
    return other ? [{ path, code: 'ATTRIBUTE_LABEL_TAKEN', params: { label, name: other.name } }] : [];
  });
}

/**
 * What attributes are called in a language, by their names: the label, or the name where there is none. A label that
 * a file brought as another's name afterwards has its own name behind it, so that no two read alike.
 */
export function attributeTitles(
  attributes: readonly NamedAttribute[],
  language: Language,
): ReadonlyMap<string, string> {
  const titleOf = (attribute: NamedAttribute): string => attribute[LABEL_IN[language]] ?? attribute.name;
  const counts = new Map<string, number>();
  for (const attribute of attributes) {
    const read = asRead(titleOf(attribute));
    counts.set(read, (counts.get(read) ?? 0) + 1);
  }
  return new Map(
    attributes.map((attribute) => {
      const title = titleOf(attribute);
      const { name } = attribute;
      if (title === name || counts.get(asRead(title)) === 1) return [name, title];
      return [name, language === 'zh-CN' ? `${title}（${name}）` : `${title} (${name})`];
    }),
  );
}
