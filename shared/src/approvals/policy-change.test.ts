import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { nextPolicyState } from './policy-change';
import type { PolicyCommand, PolicyState } from './policy-change';

const people = fc.constantFrom('a', 'b', 'c');
const change = fc.constantFrom('SET' as const, 'END' as const);
const command = fc.constantFrom<PolicyCommand>('CONFIRM', 'REFUSE', 'WITHDRAW');

it('puts nothing in force and ends nothing by its proposer, whoever tries what in which order', () => {
  fc.assert(
    fc.property(people, change, fc.array(fc.tuple(people, command)), (proposedBy, kind, tried) => {
      let state: PolicyState = 'PROPOSED';
      for (const [actor, each] of tried) {
        const next = nextPolicyState({ state, change: kind, proposedBy }, each, actor);
        if (!next.ok) continue;
        // Decided once, and what comes of it fits what was asked for.
        expect(state).toBe('PROPOSED');
        expect(next.value === 'WITHDRAWN').toBe(actor === proposedBy);
        if (each === 'CONFIRM') expect(next.value).toBe(kind === 'SET' ? 'IN_FORCE' : 'ENDED');
        state = next.value;
      }
    }),
  );
});
