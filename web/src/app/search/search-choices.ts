import type { FoundGroup, SearchGroup, SearchHit } from '@xietong/shared/search';

/** Something that can be chosen: a page of the menu, or a thing that was found. */
export interface SearchChoice {
  key: string;
  label: string;
  /** Number, code or tenant: what tells things of one name apart. */
  hint: string;
  path: string;
}

/** Choices under a heading. */
export interface ChoiceGroup {
  name: SearchGroup | 'pages';
  choices: SearchChoice[];
  /** Where the rest is, when there is more than is shown. */
  allPath: string | undefined;
}

/** A page that can be opened by its name. `words` are others for it, in either language, in lower case. */
export interface PageCommand {
  id: string;
  label: string;
  path: string;
  words: string;
}

type Submitted = NonNullable<SearchHit['submitted']>;

const PATHS: Record<SearchGroup, (id: string) => string> = {
  standards: (id) => `/campaigns/${id}`,
  locals: (id) => `/localisation/${id}`,
  points: (id) => `/points/${id}`,
  lists: (id) => `/audiences/${id}`,
  imports: (id) => `/audiences/imports/${id}`,
  approvals: (id) => `/approvals/${id}`,
  stops: (id) => `/approvals/stops/${id}`,
  disclosures: (id) => `/disclosures/${id}`,
  findings: (id) => `/audit/findings/${id}`,
  samples: (id) => `/audit/samples/${id}`,
  people: (id) => `/people/${id}`,
  cities: (code) => `/monitoring/cities/${code}`,
};

/** The list that shows all hits of a text, by the name of its filter; where it has none, the whole list. */
const LISTS: Record<SearchGroup, (text: string) => string> = {
  standards: (text) => `/campaigns?q=${text}`,
  locals: (text) => `/localisation?text=${text}`,
  points: (text) => `/points?q=${text}`,
  lists: (text) => `/audiences?search=${text}`,
  imports: () => '/audiences/imports',
  approvals: (text) => `/approvals?box=ALL&q=${text}`,
  stops: () => '/approvals/stops?box=ALL',
  disclosures: () => '/disclosures?box=ALL',
  findings: (text) => `/audit/findings?text=${text}`,
  samples: () => '/audit/samples',
  people: (text) => `/people?text=${text}`,
  cities: () => '/monitoring',
};

/** That a word of the text begins so; of Chinese, which has no words, that it stands anywhere in it. */
function hasWord(text: string, wanted: string): boolean {
  return /\p{Script=Han}/u.test(wanted) ? text.includes(wanted) : ` ${text}`.includes(` ${wanted}`);
}

/** The pages whose name, or another word for it, begins with the text; all of them for no text. */
export function pageChoices(commands: readonly PageCommand[], text: string): ChoiceGroup[] {
  const wanted = text.trim().toLowerCase();
  const choices = commands
    .filter(({ label, words }) => hasWord(`${label} ${words}`.toLowerCase(), wanted))
    .map(({ id, label, path }) => ({ key: `pages-${id}`, label, hint: '', path }));
  return choices.length > 0 ? [{ name: 'pages', choices, allPath: undefined }] : [];
}

/** What was found, as choices; `submittedText` words what an approval is about. */
export function hitChoices(
  found: readonly FoundGroup[],
  text: string,
  { isEnglish, submittedText }: { isEnglish: boolean; submittedText: (given: Submitted) => string },
): ChoiceGroup[] {
  const pick = (zh: string, en: string): string => (isEnglish ? en : zh);
  const choice = (group: SearchGroup, hit: SearchHit): SearchChoice => ({
    key: `${group}-${hit.id}`,
    label: pick(hit.nameZh, hit.nameEn),
    hint: [
      hit.number,
      // a city is its own
      group !== 'cities' && pick(hit.tenantNameZh, hit.tenantNameEn),
      hit.submitted && submittedText(hit.submitted),
    ]
      .filter(Boolean)
      .join(' · '),
    path: PATHS[group](hit.id),
  });
  return found.map(({ group, hits, more }) => ({
    name: group,
    choices: hits.map((hit) => choice(group, hit)),
    allPath: more ? LISTS[group](encodeURIComponent(text.trim())) : undefined,
  }));
}

/** The place after moving by a key in a list of `length`, round its ends; unchanged for other keys. */
export function movedPlace(key: string, place: number, length: number): number {
  if (length === 0) return 0;
  if (key === 'ArrowDown') return (place + 1) % length;
  if (key === 'ArrowUp') return (place - 1 + length) % length;
  return place;
}
