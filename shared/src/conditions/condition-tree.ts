/** What a value has to satisfy; the parser's normal form, in which `$ne` is a `not` of an `equals`. */
export type Predicate =
  | { readonly op: 'equals'; readonly literal: Literal }
  | { readonly op: 'in'; readonly literals: readonly Literal[] }
  | { readonly op: 'compare'; readonly order: Order; readonly operand: Scalar }
  | { readonly op: 'exists'; readonly expected: boolean }
  | { readonly op: 'regex'; readonly pattern: string; readonly flags: number }
  | { readonly op: 'size'; readonly length: number }
  | { readonly op: 'all'; readonly predicates: readonly Predicate[] }
  | { readonly op: 'never' }
  | { readonly op: 'not'; readonly predicate: Predicate }
  | { readonly op: 'element-object'; readonly query: ConditionTree }
  | { readonly op: 'element-value'; readonly predicate: Predicate };

export type Order = '$gt' | '$gte' | '$lt' | '$lte';
export type Scalar = string | number | boolean | null;
export type Literal = Scalar | readonly Literal[] | LiteralObject;

/** An object literal as entries, so that no key of it can ever reach a prototype. */
export interface LiteralObject {
  readonly entries: readonly (readonly [key: string, value: Literal])[];
}

/** A condition after validation: nothing in it is shared with the caller's object. */
export type ConditionTree =
  | { readonly kind: 'and' | 'or' | 'nor'; readonly children: readonly ConditionTree[] }
  | { readonly kind: 'not'; readonly child: ConditionTree }
  | { readonly kind: 'field'; readonly segments: readonly string[]; readonly predicate: Predicate };

/** True for the objects JSON knows: no arrays, dates, regular expressions or class instances. */
export function isPlainObject(value: unknown): value is Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}
