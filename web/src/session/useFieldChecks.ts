import { blockingFindings, exemptionKey } from '@xietong/shared/content-check';
import type { ContentChecker, Exemption, Finding } from '@xietong/shared/content-check';
import type { ContentField } from '@xietong/shared/content';
import { watchDebounced } from '@vueuse/core';
import { computed, provide, reactive, shallowRef, watch } from 'vue';
import { useI18n } from 'vue-i18n';
import { useApi } from '../api/api';
import { useApiQuery } from '../api/api-query';
import { NO_EVIDENCE } from '../ui/content/evidence-draft';
import type { EvidenceDraft } from '../ui/content/evidence-draft';
import { FIELD_FINDINGS } from '../ui/content/field-findings';
import { useFindingText } from '../ui/content/useFindingText';

const MIN_EVIDENCE = 4;

/** Evidence that stands before anybody writes: the author's of before, and the province's. */
export interface StandingEvidence {
  readonly former: () => readonly Exemption[];
  readonly inherited: () => readonly Exemption[];
}

/**
 * Checks content while it is typed, with the province's present dictionary and the very rules that the
 * server applies, and keeps the evidence that its author gives. Below it each field shows what was found.
 */
export function useFieldChecks(fields: () => readonly ContentField[], standing: StandingEvidence) {
  const { t } = useI18n();
  const { lineOf } = useFindingText();
  const api = useApi();
  const dictionary = useApiQuery(api.contentCheck.dictionary, undefined);
  const checker = shallowRef<ContentChecker | null>(null);
  const findings = shallowRef<readonly Finding[]>([]);
  const drafts = reactive<Record<string, EvidenceDraft>>({});
  /** Of these the author wrote something here, which is handed in with the content alone. */
  const written = reactive(new Set<string>());

  watch(
    () => dictionary.data.value,
    async (current) => {
      if (!current) return;
      // The engine is for those alone who write.
      const { createContentChecker } = await import('../lib/content-checker');
      checker.value = createContentChecker(current.dictionary, current);
    },
    { immediate: true },
  );
  watchDebounced(
    [fields, checker],
    () => {
      findings.value = checker.value?.check(fields()) ?? [];
    },
    { debounce: 300, maxWait: 1_000, deep: true },
  );
  watch(
    standing.former,
    (former) => {
      for (const { ground, evidence, reference, ...of } of former)
        drafts[exemptionKey(of)] ??= { ground, evidence, reference };
    },
    { immediate: true },
  );

  const byField = computed(() => {
    const found = new Map<string, Finding[]>();
    for (const finding of findings.value)
      found.set(finding.fieldId, [...(found.get(finding.fieldId) ?? []), finding]);
    return found;
  });
  provide(FIELD_FINDINGS, byField);

  const inherited = computed(standing.inherited);
  /** Evidence for what is found now; none is handed in for words that are gone. */
  const exemptions = computed(() => {
    const given = new Map<string, Exemption>();
    for (const finding of findings.value) {
      const key = exemptionKey(finding);
      const { ground, evidence, reference } = drafts[key] ?? NO_EVIDENCE;
      const { fieldId, code, word, price = '' } = finding;
      if (finding.exemptible && ground && evidence.trim().length >= MIN_EVIDENCE)
        given.set(key, {
          fieldId,
          code,
          word,
          price,
          ground,
          evidence: evidence.trim(),
          reference: reference.trim(),
        });
    }
    return [...given.values()];
  });
  const blocking = computed(() => {
    const open = blockingFindings(findings.value, [...exemptions.value, ...inherited.value]);
    return [...new Map(open.map((finding) => [exemptionKey(finding), finding])).values()];
  });
  return {
    findings,
    exemptions,
    inherited,
    /** What keeps the content from being handed in, in words; one line for all places of a word in a field. */
    blocking: computed(() =>
      blocking.value.map((finding) => {
        const advice = t(finding.exemptible ? 'content.check.EVIDENCE' : 'content.check.BLOCK');
        return { fieldId: finding.fieldId, message: `${advice} · ${lineOf(finding)}` };
      }),
    ),
    version: computed(() => dictionary.data.value?.version),
    draftOf: (finding: Finding): EvidenceDraft => drafts[exemptionKey(finding)] ?? NO_EVIDENCE,
    hasWritten: computed(() =>
      [...written].some((key) => {
        const { evidence, reference } = drafts[key] ?? NO_EVIDENCE;
        return evidence.trim() !== '' || reference.trim() !== '';
      }),
    ),
    setDraft: (finding: Finding, draft: EvidenceDraft) => {
      const key = exemptionKey(finding);
      drafts[key] = draft;
      written.add(key);
    },
  };
}
export type FieldChecks = ReturnType<typeof useFieldChecks>;
