import { describe, expect, it } from 'vitest';
import { formSourceOf, guardingComposables } from '../testing/form-sources';

const components = import.meta.glob<string>('../**/*.vue', { eager: true, query: '?raw', import: 'default' });
const scripts = import.meta.glob<string>(['../**/*.ts', '!../**/*.test.ts', '!../testing/**'], {
  eager: true,
  query: '?raw',
  import: 'default',
});

/** Components whose inputs need no guard, by the reason. */
const EXCEPTIONS: Readonly<Record<string, readonly string[]>> = {
  'changes what is looked at': ['DataTable', 'PagePager', 'VersionChoice', 'VersionCompare', 'CustomerTable'],
  'narrows what is listed': ['ArchivedWordsCard', 'EntryTable'],
  'stands in the address': ['DateRange', 'EventListPage', 'PeriodFilter', 'ScopeFilter', 'ShareTrend'],
  'asks a question and stores nothing': ['HallControls', 'RuleTrial', 'TryBox'],
  'takes effect at once': ['LookSettings'],
  'shows who somebody is': ['SessionDialog', 'SignInPage'],
  'belongs to a draft that is unsaved meanwhile': ['ConflictNotice'],
};
const EXCEPTED: ReadonlySet<string> = new Set(Object.values(EXCEPTIONS).flat());

const nameOf = (path: string): string => /(\w+)\.vue$/.exec(path)?.[1] ?? path;

/** Inputs that are left without a question, by component: its own, and those that it hands on to nobody's guard. */
function faultsOf(
  sources: Readonly<Record<string, string>>,
  excepted: ReadonlySet<string> = EXCEPTED,
): Map<string, readonly string[]> {
  const guarding = guardingComposables(scripts);
  const forms = Object.entries(sources).map(
    ([path, text]) => [nameOf(path), formSourceOf(text, guarding)] as const,
  );
  const faults = new Map(forms.map(([name, { unguarded }]) => [name, unguarded]));
  for (const [start, { handsOn, hasGuard }] of forms) {
    if (!handsOn || hasGuard || excepted.has(start)) continue;
    const open = [start];
    const seen = new Set<string>();
    for (let name = open.pop(); name !== undefined; name = open.pop()) {
      if (seen.has(name)) continue;
      seen.add(name);
      const users = forms.filter(([, { uses }]) => uses.has(name));
      if (users.length === 0 && name.endsWith('Page'))
        faults.set(start, [...(faults.get(start) ?? []), `handed by ${name}`]);
      open.push(...users.filter(([, user]) => !user.hasGuard).map(([user]) => user));
    }
  }
  return new Map([...faults].filter(([name, found]) => found.length > 0 && !excepted.has(name)));
}

describe('forms', () => {
  it('ask before something that was typed is left', () => {
    expect(Object.fromEntries(faultsOf(components))).toEqual({});
  });

  it('are excepted only where they would be asked for', () => {
    const asked = faultsOf(components, new Set());
    expect([...EXCEPTED].filter((name) => !asked.has(name))).toEqual([]);
  });

  it('are found wherever the guard is missing', () => {
    const dialog = (script: string) =>
      `<script setup lang="ts">const open = defineModel<boolean>(); const note = ref(''); ${script}</script>
       <template><el-dialog v-model="open"><el-input v-model="note" /></el-dialog></template>`;
    const part = `<script setup lang="ts">const props = defineProps<{ form: { note: string } }>();
      const draft = props.form;</script><template><el-input v-model="draft.note" /></template>`;
    const page = (script: string) =>
      `<script setup lang="ts">const form = reactive({ note: '' }); ${script}</script><template><Part :form="form" /></template>`;
    const found = (sources: Record<string, string>) => Object.fromEntries(faultsOf(sources));

    expect(found({ 'Ask.vue': dialog('') })).toEqual({ Ask: ['note by el-input'] });
    expect(found({ 'Ask.vue': dialog(`useLeaveGuard({ hasUnsaved: () => open.value });`) })).toEqual({
      Ask: ['note by el-input'],
    });
    expect(found({ 'Ask.vue': dialog(`useLeaveGuard({ hasUnsaved: () => note.value !== '' });`) })).toEqual(
      {},
    );
    expect(found({ 'Part.vue': part, 'SomePage.vue': page('') })).toEqual({ Part: ['handed by SomePage'] });
    const guard = `useLeaveGuard({ hasUnsaved: () => form.note !== '' });`;
    expect(found({ 'Part.vue': part, 'SomePage.vue': page(guard) })).toEqual({});
  });
});
