import type { ContentField } from '@xietong/shared/content';
import { ref, shallowRef, type Ref, type ShallowRef } from 'vue';

export interface FieldList {
  fields: Ref<ContentField[]>;
  /** The field taken out last, until it is brought back or another change follows. */
  removed: ShallowRef<{ field: ContentField; index: number } | null>;
  /** Fields added since the draft was looked through last, and whether each was left since. */
  added: ShallowRef<ReadonlyMap<string, 'NEW' | 'LEFT'>>;
  /** The person went on from a field. */
  leave: (id: string) => void;
  /** The draft is looked through: no field is new any more. */
  lookThrough: () => void;
  add: (field: ContentField) => void;
  replace: (field: ContentField) => void;
  move: (id: string, step: 1 | -1) => void;
  remove: (id: string) => void;
  undoRemove: () => void;
  /** Another list in place of this one; nobody is told. */
  reset: (next: readonly ContentField[]) => void;
}

/** The ordered fields of a draft; `changed` is told after every change. */
export function useFieldList(opened: readonly ContentField[], changed: () => void): FieldList {
  const fields = ref<ContentField[]>([...opened]);
  const removed: FieldList['removed'] = shallowRef(null);
  const added: FieldList['added'] = shallowRef(new Map());

  function put(next: ContentField[]): void {
    fields.value = next;
    changed();
  }

  return {
    fields,
    removed,
    added,
    leave: (id) => {
      if (added.value.get(id) === 'NEW') added.value = new Map([...added.value, [id, 'LEFT']]);
    },
    lookThrough: () => {
      added.value = new Map();
    },
    reset: (next) => {
      removed.value = null;
      fields.value = [...next];
    },
    add: (field) => {
      removed.value = null;
      added.value = new Map([...added.value, [field.id, 'NEW']]);
      put([...fields.value, field]);
    },
    replace: (field) => {
      put(fields.value.map((each) => (each.id === field.id ? field : each)));
    },
    move: (id, step) => {
      const index = fields.value.findIndex((each) => each.id === id);
      const target = index + step;
      const field = fields.value[index];
      if (!field || target < 0 || target >= fields.value.length) return;
      const rest = fields.value.filter((each) => each.id !== id);
      put([...rest.slice(0, target), field, ...rest.slice(target)]);
    },
    remove: (id) => {
      const index = fields.value.findIndex((each) => each.id === id);
      const field = fields.value[index];
      if (!field) return;
      removed.value = { field, index };
      put(fields.value.filter((each) => each.id !== id));
    },
    undoRemove: () => {
      if (!removed.value) return;
      const { field, index } = removed.value;
      removed.value = null;
      put([...fields.value.slice(0, index), field, ...fields.value.slice(index)]);
    },
  };
}
