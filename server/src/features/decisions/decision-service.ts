import { decide, UNKNOWN_SUBSCRIBER } from '@xietong/shared/decisions';
import type {
  DecidedItem,
  DecisionRequest,
  DecisionResponse,
  Snapshot,
  SubscriberState,
} from '@xietong/shared/decisions';
import { normalisePhone } from '@xietong/shared/kernel';
import { offerIn } from '@xietong/shared/rendering';
import { AppError } from '../../platform/app-error';
import type { Clock } from '../../platform/clock';
import { memberKeyOf } from '../../platform/number-vault';
import type { NumberVault } from '../../platform/number-vault';
import type { DecisionTokens } from './decision-token';
import type { SnapshotSource } from './snapshot-source';
import type { SubscriberStateStore } from './subscriber-state-store';

/** Events of a decision are taken for this long: a customer may come back to an offer days later. */
const TOKEN_LIFETIME_MS = 7 * 86_400_000;

export interface DecisionAsker {
  readonly channel: string;
  readonly cities: ReadonlySet<string>;
  readonly mayExplain: boolean;
}

export interface DecisionServiceDeps {
  readonly snapshots: Pick<SnapshotSource, 'current'>;
  readonly subscribers: SubscriberStateStore;
  readonly tokens: Pick<DecisionTokens, 'seal'>;
  readonly vault: Pick<NumberVault, 'hash'>;
  readonly clock: Clock;
}

interface Customer {
  readonly state: SubscriberState;
  readonly numberHash: Buffer | null;
}

/** Answers what a channel shows at its points. Reads the snapshot in memory and one customer. */
export function createDecisionService({ snapshots, subscribers, tokens, vault, clock }: DecisionServiceDeps) {
  async function customerOf(number: string | null): Promise<Customer> {
    if (number === null) return { state: UNKNOWN_SUBSCRIBER, numberHash: null };
    const numberHash = vault.hash(number);
    const stored = await subscribers.findByHash(numberHash);
    return { state: { key: memberKeyOf(numberHash), ...stored }, numberHash };
  }

  return {
    /**
     * Decides for one request.
     * @throws AppError DECISION_SUBSCRIBER_INVALID (no mobile number), EXPLAIN_NOT_ALLOWED,
     * DECISION_CITY_UNKNOWN and DECISION_POINT_UNKNOWN for what does not exist or is outside the
     * key's scope
     */
    async decide(asker: DecisionAsker, request: DecisionRequest): Promise<DecisionResponse> {
      const number = numberOf(request.subscriber);
      if (request.explain === true && !asker.mayExplain) throw new AppError('EXPLAIN_NOT_ALLOWED');
      const { snapshot, stale } = snapshots.current();
      requireScope(snapshot, asker, request);
      const { state, numberHash } = await customerOf(number);
      const now = clock.now();
      const result = decide(snapshot, request, state, now, { channel: asker.channel });
      const seal = (point: string, item: DecidedItem, fallback: boolean): string =>
        tokens.seal({
          channel: asker.channel,
          city: request.city,
          point,
          format: snapshot.points.get(point)?.format ?? '',
          placementId: item.source?.placementId ?? null,
          releaseId: item.source?.releaseId ?? null,
          campaignNumber: item.source?.campaign ?? '',
          campaignTenant: item.source?.tenant ?? '',
          business: item.source?.offerCode ?? fallbackOffer(item),
          numberHash: numberHash?.toString('base64url') ?? null,
          fallback,
          expiresAt: now.getTime() + TOKEN_LIFETIME_MS,
        });
      return {
        snapshot: result.snapshot,
        stale,
        points: result.points.map(({ point, fallback, items }) => ({
          point,
          fallback,
          items: items.map((item) => ({
            decisionId: seal(point, item, fallback),
            campaign: item.source?.campaign ?? null,
            version: item.source?.version ?? null,
            content: item.content,
          })),
        })),
        ...(result.trace ? { trace: result.trace } : {}),
      };
    },
  };
}
export type DecisionService = ReturnType<typeof createDecisionService>;

function numberOf(subscriber: string | undefined): string | null {
  if (subscriber === undefined) return null;
  const number = normalisePhone(subscriber);
  if (number !== null) return number;
  const code = 'DECISION_SUBSCRIBER_INVALID';
  throw new AppError(code, {}, [{ path: 'subscriber', code, params: {} }]);
}

/** What lies outside the key's scope does not exist for it. */
function requireScope(snapshot: Snapshot, asker: DecisionAsker, request: DecisionRequest): void {
  if (!snapshot.cities.has(request.city) || !asker.cities.has(request.city))
    throw new AppError('DECISION_CITY_UNKNOWN', { city: request.city });
  const unknown = request.points.find((code) => snapshot.points.get(code)?.channel !== asker.channel);
  if (unknown !== undefined) throw new AppError('DECISION_POINT_UNKNOWN', { point: unknown });
}

function fallbackOffer(item: DecidedItem): string {
  return offerIn(item.content)?.code ?? '';
}
