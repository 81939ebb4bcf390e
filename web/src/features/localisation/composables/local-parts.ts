import { overrideInputsSchema, type OverrideInputs, type VersionDetail } from '@xietong/shared/localisation';
import { z } from 'zod';
import type { Parts } from '../../../lib/three-way';
import { formOf, type PlacementForm } from './placement-form';
import { partsOfPlacing } from './placement-parts';

const FIELD = 'field:';

type Given = VersionDetail['overrides'];

/** Overrides as they are sent: who set them is the server's to say. */
export function overrideInputs(overrides: Given): OverrideInputs {
  return Object.fromEntries(
    Object.entries(overrides).map(([id, { value, reason }]) => [
      id,
      { value: value ?? null, ...(reason === undefined ? {} : { reason }) },
    ]),
  );
}

export interface LocalContent {
  title: string;
  overrides: Given;
  rows: readonly PlacementForm[];
  assessment: VersionDetail['assessment'];
}

/** A city's draft in the parts that two people may change apart: each field that it changes, each placement. */
export function partsOfLocal({ title, overrides, rows, assessment }: LocalContent): Parts {
  const fields = Object.entries(overrideInputs(overrides)).map(([id, given]) => [`${FIELD}${id}`, given]);
  return { title, ...(Object.fromEntries(fields) as Parts), ...partsOfPlacing(rows, assessment) };
}

export const partsOfVersion = (version: VersionDetail): Parts =>
  partsOfLocal({ ...version, rows: version.placements.map(formOf) });

/** The title and the overrides of these parts. */
export function contentOfParts(parts: Parts): { title: string; overrides: OverrideInputs } {
  const fields = Object.entries(parts).flatMap(([name, value]) =>
    name.startsWith(FIELD) ? [[name.slice(FIELD.length), value] as const] : [],
  );
  return {
    title: z.string().catch('').parse(parts['title']),
    overrides: overrideInputsSchema.catch({}).parse(Object.fromEntries(fields)),
  };
}
