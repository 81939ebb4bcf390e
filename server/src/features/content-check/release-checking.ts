import { blockingFindings, createContentChecker } from '@xietong/shared/content-check';
import type { ContentChecker, Exemption, Finding, ReleaseCheck } from '@xietong/shared/content-check';
import type { ContentField } from '@xietong/shared/content';
import { sameJson } from '@xietong/shared/kernel';
import type { ReleaseDocument } from '@xietong/shared/releases';
import { AppError } from '../../platform/app-error';
import type { Clock } from '../../platform/clock';
import type { Tx } from '../../platform/database';
import { createDictionaryStore } from './dictionary-store';
import type { NumberedDictionary } from './dictionary-store';
import { createReleaseCheckStore } from './release-check-store';

/** Evidence speaks for what the province said, only as long as a city says just that. */
function stillSaid(
  evidence: readonly Exemption[],
  standard: readonly ContentField[],
  content: readonly ContentField[],
): Exemption[] {
  const said = new Map(standard.map(({ id, value }) => [id, value]));
  const same = new Set(content.filter(({ id, value }) => sameJson(value, said.get(id))).map(({ id }) => id));
  return evidence.filter(({ fieldId }) => same.has(fieldId));
}

/** @throws AppError CONTENT_CHECK_BLOCKED with every finding beside its field */
function requireNothingGrave(findings: readonly Finding[], exemptions: readonly Exemption[]): void {
  const blocking = blockingFindings(findings, exemptions);
  if (blocking.length === 0) return;
  const fields = blocking.map(({ fieldId, code, found, price = '', law, suggestion }) => ({
    path: `content.${fieldId}`,
    code,
    params: { found: `${found} ${price}`.trim(), law, suggestion },
  }));
  throw new AppError('CONTENT_CHECK_BLOCKED', { count: blocking.length }, fields);
}

/**
 * The check of releases: when they are handed in, and again, with the dictionary of that day, when they
 * are approved and published.
 */
export function createReleaseChecking({ clock, smsSignature }: { clock: Clock; smsSignature: string }) {
  /** Compiling is dear and the dictionary seldom changes. */
  let known: { hash: string; checker: ContentChecker } | null = null;

  function checkerOf({ hash, dictionary }: NumberedDictionary): ContentChecker {
    if (known?.hash !== hash) known = { hash, checker: createContentChecker(dictionary, { smsSignature }) };
    return known.checker;
  }

  async function inheritedBy(tx: Tx, { subject, content }: ReleaseDocument): Promise<Exemption[]> {
    const { base } = subject;
    if (!base) return [];
    const store = createReleaseCheckStore(tx);
    const evidence = await store.evidenceOfStandard(base.versionId);
    return evidence.length === 0
      ? []
      : stillSaid(evidence, await store.fieldsOfStandard(base.versionId), content);
  }

  /** What is found today, under evidence. @throws AppError CONTENT_CHECK_BLOCKED with every finding beside its field */
  async function checked(
    tx: Tx,
    content: readonly ContentField[],
    { exemptions, inherited }: Pick<ReleaseCheck, 'exemptions' | 'inherited'>,
  ) {
    const current = await createDictionaryStore(tx).current();
    const findings = checkerOf(current).check(content);
    requireNothingGrave(findings, [...exemptions, ...inherited]);
    const { version: dictionaryVersion, hash: dictionaryHash } = current;
    return { dictionaryVersion, dictionaryHash, findings, exemptions, inherited };
  }

  return {
    /**
     * Checks what is handed in, and keeps what was found with the release.
     * @throws AppError CONTENT_CHECK_BLOCKED with every finding beside its field
     */
    async submitted(
      tx: Tx,
      release: {
        readonly id: string;
        readonly tenantId: string;
        readonly document: ReleaseDocument;
        readonly exemptions: readonly Exemption[];
      },
    ): Promise<void> {
      const { document, exemptions } = release;
      const inherited = await inheritedBy(tx, document);
      await createReleaseCheckStore(tx).insert({
        releaseId: release.id,
        tenantId: release.tenantId,
        campaignId: document.subject.campaignId,
        versionId: document.subject.versionId,
        ...(await checked(tx, document.content, { exemptions, inherited })),
        checkedAt: clock.now(),
      });
    },

    /**
     * Checks again with the present dictionary, under the evidence that was given.
     * @throws AppError CONTENT_CHECK_BLOCKED with every finding beside its field
     */
    async again(tx: Tx, release: { readonly id: string; readonly document: ReleaseDocument }): Promise<void> {
      const kept = await createReleaseCheckStore(tx).ofRelease(release.id);
      await checked(tx, release.document.content, kept ?? { exemptions: [], inherited: [] });
    },

    /**
     * Checks content that is no release's, as what a point shows by itself; whoever asks keeps what was found.
     * @throws AppError CONTENT_CHECK_BLOCKED with every finding beside its field
     */
    async content(
      tx: Tx,
      content: readonly ContentField[],
      exemptions: readonly Exemption[],
    ): Promise<ReleaseCheck> {
      const found = await checked(tx, content, { exemptions, inherited: [] });
      return { ...found, checkedAt: clock.now().toISOString() };
    },

    /** What was found when a release was handed in; null for one from before there was a check. */
    async ofRelease(tx: Tx, releaseId: string): Promise<ReleaseCheck | null> {
      return createReleaseCheckStore(tx).ofRelease(releaseId);
    },
  };
}
