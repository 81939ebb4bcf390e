import { traceForCity } from '../decisions';
import type { Trace, TraceGate } from '../decisions';

/**
 * A trace as an operator of a city may read it: beside what is hidden of other tenants' candidates,
 * nothing about a customer who is at home elsewhere. `city` is the operator's tenant code.
 */
export function traceForCityOperator(trace: Trace, city: string): Trace {
  const redacted = traceForCity(trace, city);
  return {
    ...redacted,
    points: redacted.points.map((point) => ({
      ...point,
      candidates: point.candidates.map((candidate) => {
        const isElsewhere = candidate.gates.some(
          ({ gate, actual }) => gate === 'home-city' && actual !== null && actual !== city,
        );
        return isElsewhere ? { ...candidate, gates: candidate.gates.map(withoutCustomer) } : candidate;
      }),
    })),
  };
}

/** Gates whose evidence tells something about the customer. */
const PERSONAL = new Set<TraceGate['gate']>(['home-city', 'list', 'rule', 'suitability', 'consent']);

function withoutCustomer(gate: TraceGate): TraceGate {
  return PERSONAL.has(gate.gate) ? { ...gate, actual: null } : gate;
}
