import type { DraftProblem, PlacementInput, PlacementView } from '@xietong/shared/localisation';
import { computed, ref } from 'vue';
import { audienceOf, formOf, inputOf, type PlacementForm } from './placement-form';

/** The placements of a form; `changed` is told of every change. */
export function usePlacementsDraft(stored: readonly PlacementView[], changed: () => void) {
  const rows = ref<PlacementForm[]>(stored.map(formOf));
  const inputs = computed(() => rows.value.map(inputOf));
  /** The row that was added or changed last. */
  const latest = ref<string | null>(null);

  function update(key: string, patch: Partial<PlacementForm>): void {
    rows.value = rows.value.map((row) => (row.key === key ? { ...row, ...patch } : row));
    latest.value = key;
    changed();
  }

  return {
    rows,
    inputs,
    latest: computed(() => rows.value.find(({ key }) => key === latest.value) ?? null),
    update,
    add: (row: PlacementForm): void => {
      rows.value = [...rows.value, row];
      latest.value = row.key;
      changed();
    },
    remove: (key: string): void => {
      rows.value = rows.value.filter((row) => row.key !== key);
      changed();
    },
    /** Other rows in place of these; nobody is told. */
    reset: (next: readonly PlacementForm[]): void => {
      rows.value = [...next];
    },
    /** Sends the rows and takes over the ids that new ones were given. */
    async saveAs<A extends { placementIds: readonly string[] }>(
      send: (inputs: PlacementInput[]) => Promise<A>,
    ): Promise<A> {
      const keys = rows.value.map((row) => row.key);
      const answer = await send(rows.value.map(inputOf));
      rows.value = rows.value.map((row) => ({
        ...row,
        id: answer.placementIds[keys.indexOf(row.key)] ?? row.id,
      }));
      return answer;
    },
    /** What is half-written or out of its range; stored of it is the last that was whole. */
    openInputs: computed<DraftProblem[]>(() =>
      rows.value.flatMap((row, index) => [
        ...(row.openLever === undefined
          ? []
          : [{ path: `placements.${index}.lever`, code: 'PLACEMENT_LEVER_OUTSIDE', params: {} }]),
        ...(row.isRuleOpen && row.rule !== null
          ? [{ path: `placements.${index}.rule`, code: 'AUDIENCE_RULE_INCOMPLETE', params: {} }]
          : []),
      ]),
    ),
    isAimed: computed(() =>
      rows.value.some((row) => row.audience !== 'everyone' || audienceOf(row) !== 'everyone'),
    ),
  };
}
export type PlacementsDraft = ReturnType<typeof usePlacementsDraft>;
