/** Outcome of a pure function: a value, or a coded error that the interface translates. */
export type Result<T, C extends string = string> = { readonly ok: true; readonly value: T } | Problem<C>;

/** A coded refusal. `params` fill the translated text; `path` names the field it belongs to. */
export interface Problem<C extends string = string> {
  readonly ok: false;
  readonly code: C;
  readonly params?: ErrorParams;
  readonly path?: readonly (string | number)[];
}

export type ErrorParams = Readonly<Record<string, string | number>>;

export function ok<T>(value: T): { readonly ok: true; readonly value: T } {
  return { ok: true, value };
}

export function err<C extends string>(
  code: C,
  params?: ErrorParams,
  path?: readonly (string | number)[],
): Problem<C> {
  return { ok: false, code, ...(params ? { params } : {}), ...(path ? { path } : {}) };
}
