import type { Candidate } from './candidate';
import type { GateContext, Verdict } from './gates';
import type { Gate, TraceGate } from './trace-schema';

/** A finding as the trace tells it, with what was wanted and what was there, both redacted. */
export function describeGate(
  gate: Gate,
  { status, code }: Verdict,
  candidate: Candidate,
  context: GateContext,
): TraceGate {
  const [expected, actual] = status === 'skipped' ? [null, null] : evidence(gate, candidate, context);
  return { gate, status, code, expected, actual };
}

type Evidence = readonly [expected: string | null, actual: string | null];

function evidence(gate: Gate, candidate: Candidate, context: GateContext): Evidence {
  const { subscriber } = context;
  switch (gate) {
    case 'window':
      return [`${instant(candidate.startsAt)}/${instant(candidate.endsAt)}`, instant(context.at)];
    case 'city':
      return [candidate.city, context.city];
    case 'home-city':
      return [context.city, subscriber.homeCity];
    case 'list':
      return [candidate.list?.versionId ?? null, null];
    case 'rule':
      return [candidate.rule?.text ?? null, missingAttributes(candidate, context)];
    case 'suitability':
      return [
        null,
        candidate.offerCodes.filter((code) => subscriber.orderedOffers.has(code)).join(', ') || null,
      ];
    case 'consent':
      return [null, String(context.personalised)];
    case 'blocklist':
    case 'localised':
    case 'diversity':
      return [null, null];
    case 'rendering':
      return [null, candidate.rendered.ok ? null : parameters(candidate.rendered.params)];
  }
}

function instant(milliseconds: number): string {
  return new Date(milliseconds).toISOString();
}

/** Names of attributes that a rule asks for and nobody told; never a value. */
function missingAttributes({ rule }: Candidate, { attributes }: GateContext): string | null {
  const known = attributes();
  const missing = (rule?.attributes ?? []).filter((name) => !Object.hasOwn(known, name));
  return missing.length === 0 ? null : `missing: ${missing.join(', ')}`;
}

function parameters(params: Readonly<Record<string, string | number>> | undefined): string | null {
  return params === undefined
    ? null
    : Object.entries(params)
        .map(([name, value]) => `${name}=${value}`)
        .join(', ');
}
