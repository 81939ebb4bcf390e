import type { Finding } from '@xietong/shared/content-check';
import type { InjectionKey, Ref } from 'vue';

/** What the content check has found in the fields of a form, by id of the field. */
export type FieldFindings = Ref<ReadonlyMap<string, readonly Finding[]>>;

/** A form that is checked while one types puts its findings here; each field then shows its own. */
export const FIELD_FINDINGS: InjectionKey<FieldFindings> = Symbol('findings');
