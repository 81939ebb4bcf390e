export { actorId, actorLabel, isCityRole, isProvinceRole, mayUse } from './actor';
export type { Actor, MachineActor, MachineGrant, PersonActor } from './actor';
export { changeCityFunctionSchema } from './city-function-schema';
export type { ChangeCityFunctionInput, CityFunctionMatrix, CityFunctionSpan } from './city-function-schema';
export { dutyEnd, dutyPhase, dutySpanOfDays, isDutyValid, passwordOf, validateDuties } from './duty-rules';
export type { DutySpan } from './duty-rules';
export { endSessionSchema } from './own-session-schema';
export type { OwnSession } from './own-session-schema';
export {
  changePasswordInputSchema,
  checkNewPassword,
  checkPassword,
  PASSWORD_LENGTH,
} from './password-rules';
export type { ChangePasswordInput } from './password-rules';
export {
  archivePersonSchema,
  createPersonSchema,
  DUTY_PHASES,
  endDutySchema,
  grantDutySchema,
  listPeopleSchema,
  PEOPLE_STATES,
  personIdSchema,
  renamePersonSchema,
} from './people-schema';
export type {
  ArchivePersonInput,
  CreatePersonInput,
  DutyPhase,
  DutyRow,
  GrantDutyInput,
  ListPeopleInput,
  OneTimePassword,
  PeopleFilter,
  PeoplePage,
  PeopleState,
  PersonDetail,
  PersonRow,
  RenamePersonInput,
  SessionRow,
  SignInFacts,
} from './people-schema';
export { ACTIONS, SUBJECTS } from './permission-vocabulary';
export type {
  Action,
  AppAbility,
  Grants,
  RowOf,
  SubjectInstance,
  SubjectName,
} from './permission-vocabulary';
export {
  dutySummarySchema,
  sessionPersonSchema,
  signInInputSchema,
  staffIdSchema,
  switchDutyInputSchema,
} from './person-schema';
export type { DemoSignIn, DutySummary, SessionPerson, SignInInput, SwitchDutyInput } from './person-schema';
export { ROLES, roleSchema } from './role-schema';
export type { Role } from './role-schema';
export { grantTenants } from './tenant-abilities';
export { TENANT_ERRORS } from './tenant-errors';
export type { TenantErrorCode } from './tenant-errors';
export {
  CITY_FUNCTIONS,
  cityFunctionSchema,
  TENANT_KINDS,
  tenantKindSchema,
  tenantRefSchema,
  tenantSummarySchema,
} from './tenant-schema';
export type { CityFunction, TenantKind, TenantRef, TenantSummary } from './tenant-schema';
export { deviceOf, maskAddress } from './user-agent';
export type { Device } from './user-agent';
