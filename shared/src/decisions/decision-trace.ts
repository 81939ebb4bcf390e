import type { Candidate } from './candidate';
import type { PointRun } from './decision-result';
import { describeGate } from './gate-evidence';
import { isOpen, judgeDiversity, judgeLocalised, judgeRendering, OWN_GATES } from './gates';
import type { GateContext, Verdict } from './gates';
import type { Gate, Trace, TraceCandidate } from './trace-schema';

/** Runs every candidate of a point through all gates, the served ones first, in the order of their rank. */
export function tracePoint(run: PointRun, context: GateContext): Trace['points'][number] {
  const ranked = new Set(run.ranked);
  const order = [...run.ranked, ...run.candidates.filter((candidate) => !ranked.has(candidate))];
  const { point, code } = run.decided;
  return { point, code, candidates: order.map((candidate) => traceCandidate(candidate, run, context)) };
}

function traceCandidate(candidate: Candidate, run: PointRun, context: GateContext): TraceCandidate {
  const verdicts = judgeAll(candidate, run, context);
  const blocking = verdicts.find(([, verdict]) => !isOpen(verdict));
  const isSelected = run.selected.includes(candidate);
  const outcome = isSelected ? 'selected' : blocking === undefined ? 'lost_to' : 'filtered';
  const position = run.ranked.indexOf(candidate);
  return {
    placement: candidate.placementId,
    campaign: candidate.campaignNumber,
    version: candidate.version,
    kind: candidate.kind,
    tenant: candidate.tenant,
    tier: candidate.tier,
    score: candidate.score,
    rank: position === -1 ? null : position + 1,
    outcome,
    // Whoever took the last place is whom it would have had to beat.
    lostTo: outcome === 'lost_to' ? (run.selected.at(-1)?.placementId ?? null) : null,
    code: isSelected ? null : (blocking?.[1].code ?? null),
    gates: verdicts.map(([gate, verdict]) => describeGate(gate, verdict, candidate, context)),
  };
}

function judgeAll(candidate: Candidate, run: PointRun, context: GateContext): [Gate, Verdict][] {
  return [
    ...OWN_GATES.map(([gate, judge]): [Gate, Verdict] => [gate, judge(candidate, context)]),
    ['localised', judgeLocalised(candidate, run.localised)],
    ['diversity', judgeDiversity(candidate, shownAhead(candidate, run))],
    ['rendering', judgeRendering(candidate)],
  ];
}

/** Campaigns that were already shown when it was this candidate's turn; all of them for one that had no turn. */
function shownAhead(candidate: Candidate, run: PointRun): ReadonlySet<string> {
  const turn = run.ranked.indexOf(candidate);
  const ahead = run.selected.filter((selected) => turn === -1 || run.ranked.indexOf(selected) < turn);
  return new Set([...run.shownBefore, ...ahead.map((selected) => selected.campaignId)]);
}

/**
 * The trace as a city may read it: of another tenant's candidates only the tier and what became of them.
 * `city` is the reader's tenant code.
 */
export function traceForCity(trace: Trace, city: string): Trace {
  return {
    ...trace,
    points: trace.points.map(({ candidates, ...point }) => {
      const own = new Set(
        candidates.filter(({ tenant }) => tenant === city).map(({ placement }) => placement),
      );
      return { ...point, candidates: candidates.map((each) => redact(each, own.has(each.placement), own)) };
    }),
  };
}

function redact(candidate: TraceCandidate, isOwn: boolean, own: ReadonlySet<string | null>): TraceCandidate {
  if (!isOwn) {
    const hidden = {
      placement: null,
      campaign: null,
      version: null,
      score: null,
      lostTo: null,
      code: null,
      gates: [],
    };
    return { ...candidate, ...hidden };
  }
  return { ...candidate, lostTo: own.has(candidate.lostTo) ? candidate.lostTo : null };
}
