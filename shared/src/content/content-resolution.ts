import { z } from 'zod';
import { err, localDateSchema, sameJson } from '../kernel';
import type { ContentProblem } from './content-constraint';
import type { FieldProblem } from './content-validation';
import { contentFieldSchema } from './content-schema';
import type { BenefitValue, ContentField, Overrides, PeriodValue } from './content-schema';

export interface ResolvedContent {
  /** The standard's fields in its order, each with the value that will be shown. */
  readonly fields: ContentField[];
  /** Overrides that the policies do not let through; the field shows the standard's value. */
  readonly problems: FieldProblem[];
}

/** APPEND_ONLY: every item of the province is still there, unchanged and in the same order. */
function keepsItems(standard: BenefitValue | null, local: BenefitValue): boolean {
  const own = new Map(local.items.map((item, index) => [item.id, { item, index }]));
  let last = -1;
  for (const item of standard?.items ?? []) {
    const kept = own.get(item.id);
    if (kept?.item.text !== item.text || kept.index <= last) return false;
    last = kept.index;
  }
  return own.size === local.items.length;
}

/** NARROW_ONLY for dates: the city's period lies inside the province's. */
function narrowsPeriod(standard: PeriodValue | null, local: PeriodValue): boolean {
  return !standard || (standard.from <= local.from && local.to <= standard.to);
}

/** NARROW_ONLY for channels: the city's are among the province's. */
function narrowsChannels(standard: readonly string[] | null, local: readonly string[]): boolean {
  return !standard || local.every((channel) => standard.includes(channel));
}

/** What a narrowed value may be at most, as it is told to people; empty = everything. */
function allowedBy({ role, value }: ContentField): string {
  if (role === 'period' && value) return `${value.from} – ${value.to}`;
  return role === 'channels' ? (value ?? []).join(', ') : '';
}

const daysSchema = z.strictObject({ from: localDateSchema, to: localDateSchema });

/** Why a value has not the shape of its field's: two days in the wrong order are told from any other. */
function shapeProblem({ role }: ContentField, value: unknown): ContentProblem {
  const isReversed = role === 'period' && daysSchema.safeParse(value).success;
  return err(isReversed ? 'FIELD_PERIOD_REVERSED' : 'FIELD_WRONG_TYPE');
}

function checkPolicy(standard: ContentField, local: ContentField): ContentProblem | null {
  const { kind } = standard.policy;
  if (kind === 'LOCKED') return err('FIELD_LOCKED');
  if (kind === 'APPEND_ONLY')
    return standard.role === 'benefit' &&
      local.role === 'benefit' &&
      local.value !== null &&
      keepsItems(standard.value, local.value)
      ? null
      : err('FIELD_NOT_APPENDED');
  if (kind !== 'NARROW_ONLY') return null;
  const isNarrower =
    (standard.role === 'period' &&
      local.role === 'period' &&
      local.value !== null &&
      narrowsPeriod(standard.value, local.value)) ||
    (standard.role === 'channels' &&
      local.role === 'channels' &&
      local.value !== null &&
      narrowsChannels(standard.value, local.value));
  return isNarrower ? null : err('FIELD_NOT_NARROWED', { allowed: allowedBy(standard) });
}

/**
 * Lays a city's overrides over a standard's fields.
 *
 * An override equal to the standard's value changes nothing and is no problem, even on a locked
 * field. One that its policy refuses is reported and left out of the result, never thrown away by
 * this function: the caller keeps the overrides.
 */
export function resolveContent(standard: readonly ContentField[], overrides: Overrides): ResolvedContent {
  const problems: FieldProblem[] = [];
  const fields = standard.map((field) => {
    const override = overrides[field.id];
    if (!override || sameJson(override.value ?? null, field.value)) return field;
    const parsed = contentFieldSchema.safeParse({ ...field, value: override.value ?? null });
    if (!parsed.success) {
      problems.push({ fieldId: field.id, problem: shapeProblem(field, override.value) });
      return field;
    }
    const problem = checkPolicy(field, parsed.data);
    if (problem) {
      problems.push({ fieldId: field.id, problem });
      return field;
    }
    return parsed.data;
  });
  const known = new Set(standard.map((field) => field.id));
  for (const fieldId of Object.keys(overrides))
    if (!known.has(fieldId)) problems.push({ fieldId, problem: err('FIELD_UNKNOWN') });
  return { fields, problems };
}

/** Drops the overrides that say the same as the standard (converged). */
export function sparseOverrides(standard: readonly ContentField[], overrides: Overrides): Overrides {
  const values = new Map(standard.map((field) => [field.id, field.value]));
  return Object.fromEntries(
    Object.entries(overrides).filter(
      ([fieldId, override]) => !sameJson(override.value ?? null, values.get(fieldId) ?? null),
    ),
  );
}
