import { AbilityBuilder, createMongoAbility, subject } from '@casl/ability';
import { packRules, unpackRules, type PackRule } from '@casl/ability/extra';
import { grantApprovals } from '../approvals';
import { grantAudiences } from '../audiences';
import { grantAudit } from '../audit';
import { grantCampaigns } from '../campaigns';
import { grantChannels } from '../channels';
import { grantAssets } from '../content';
import { grantContentCheck } from '../content-check';
import { grantDecisions } from '../decisions';
import { grantDisclosures } from '../disclosures';
import { grantEvents } from '../events';
import { grantExceptions } from '../exceptions';
import { grantFindings } from '../findings';
import { grantLocalisation } from '../localisation';
import { grantMetrics } from '../metrics';
import { grantPoints } from '../points';
import { grantReleases } from '../releases';
import { grantSavings } from '../savings';
import { grantSubscribers } from '../subscribers';
import {
  grantTenants,
  type Actor,
  type AppAbility,
  type Grants,
  type RowOf,
  type SubjectInstance,
  type SubjectName,
} from '../tenants';
import { grantViews } from '../views';
import { grantMachine } from './machine-abilities';

const GRANTS: readonly ((grants: Grants, actor: Actor) => void)[] = [
  grantTenants,
  grantCampaigns,
  grantLocalisation,
  grantExceptions,
  grantReleases,
  grantContentCheck,
  grantApprovals,
  grantPoints,
  grantAudiences,
  grantSubscribers,
  grantDisclosures,
  grantDecisions,
  grantEvents,
  grantMetrics,
  grantSavings,
  grantAudit,
  grantFindings,
  grantChannels,
  grantAssets,
  grantViews,
  // Last, because a later rule wins: what a machine cannot do stays forbidden.
  grantMachine,
];

/** Everything that an actor may do, composed of what each feature grants on its own subjects. */
export function defineAbilityFor(actor: Actor): AppAbility {
  const builder = new AbilityBuilder<AppAbility>(createMongoAbility);
  for (const grant of GRANTS) grant(builder, actor);
  return builder.build();
}

/** Rules in the short form in which a session hands them to the browser. */
export type PackedRules = PackRule<AppAbility['rules'][number]>[];

export function packAbility(ability: AppAbility): PackedRules {
  return packRules(ability.rules);
}

export function unpackAbility(rules: PackedRules): AppAbility {
  return createMongoAbility<AppAbility>(unpackRules(rules));
}

/**
 * A row as permissions look at it. Copies, because CASL marks the object it is given.
 * Asking with a bare name only says whether ANY row could be allowed.
 */
export function asSubject<S extends SubjectName>(name: S, row: RowOf<S>): SubjectInstance {
  // The compiler cannot follow that the row of S and the mark of S make one of the instances.
  return subject(name, { ...row }) as unknown as SubjectInstance;
}
