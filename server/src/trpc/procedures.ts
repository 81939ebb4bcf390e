import { initTRPC, TRPCError } from '@trpc/server';
import { redactFilter, redactText } from '@xietong/shared/audit';
import { isStorableText } from '@xietong/shared/kernel';
import type { Action, Actor, SubjectName } from '@xietong/shared/tenants';
import { REFUSED_READ } from '../access/audit-port';
import type { Call } from '../access/call';
import { requireCan } from '../access/require-can';
import { AppError } from '../platform/app-error';
import { requireStorable } from '../platform/field-errors';
import type { TrpcContext } from './context';
import { appErrorOf, withStatus, wireShape } from './error-mapping';

/** Who may call a procedure: what it does to what, or explicitly everybody. There is no default. */
export type ProcedureAccess = GuardedAccess | { readonly public: true };

interface GuardedAccess {
  readonly action: Action;
  readonly subject: SubjectName;
  /** What its success is called in the audit log where that is not its path: its failures are found by the same name. */
  readonly act?: string | undefined;
  /** Of a query: its success is audited, too, as what it answers is personal data (server/adr/0014). */
  readonly isAudited?: boolean | undefined;
}

const t = initTRPC
  .context<TrpcContext>()
  .meta<ProcedureAccess>()
  .create({
    isDev: false,
    errorFormatter: ({ error, input, shape, ctx }) =>
      wireShape({ error, input, shape, requestId: ctx?.requestId ?? '' }),
  });

/**
 * Gives failures their status and writes one audit event in a transaction of its own: of every mutation, and of what
 * somebody wanted to read who may not, as one who guesses ids does.
 */
const reportFailures = t.middleware(async ({ ctx, meta, next, path, type, getRawInput }) => {
  const result = await next();
  if (result.ok) return result;
  const known = appErrorOf(result.error);
  const isGuess = known?.isRefusal === true && known.kind !== 'UNAUTHENTICATED' && ctx.actor !== null;
  if (type === 'mutation' || isGuess) {
    await ctx.audit.failure({
      actor: ctx.actor ?? ctx.restricted,
      act: type === 'mutation' ? actOf({ meta, path }) : REFUSED_READ,
      subject: await subjectOf({ meta, getRawInput }),
      result: known?.isRefusal ? 'REFUSED' : 'FAILED',
      code: known?.code ?? 'INTERNAL',
      requestId: ctx.requestId,
      address: ctx.address,
    });
  }
  throw withStatus(result.error);
});

const requireDeclaration = t.middleware(({ meta, next, path }) => {
  if (meta && ('public' in meta || ('action' in meta && 'subject' in meta))) return next();
  throw new Error(`procedure ${path} does not declare who may call it`);
});

/** What no database can hold is refused before any schema or service sees it. */
const requireStorableInput = t.middleware(async ({ next, getRawInput }) => {
  requireStorable(await rawInput(getRawInput));
  return next();
});

/** Refuses everybody until `.meta()` declares who may call it; the two procedures below do. */
export const bareProcedure = t.procedure.use(reportFailures).use(requireDeclaration);

export const router = t.router;

/** A procedure for everybody, signed in or not. */
export function publicProcedure() {
  return bareProcedure.meta({ public: true }).use(requireStorableInput);
}

/**
 * A procedure for those who may do `action` to some row of `subject`. Which rows is decided by the
 * service, by `scopeFor` and `requireCan`. Puts `call` into the context.
 */
export function protectedProcedure(access: GuardedAccess) {
  return bareProcedure.meta(access).use(async ({ ctx, next, ...act }) => {
    if (!ctx.actor) throw new AppError(ctx.restricted ? 'PASSWORD_CHANGE_REQUIRED' : 'UNAUTHENTICATED');
    const call = permittedCall(ctx, ctx.actor, { ...access, act: actOf(act) });
    requireStorable(await rawInput(act.getRawInput));
    const result = await next({ ctx: { call } });
    if (result.ok) await reportCompletion(ctx, call, act, result.data);
    return result;
  });
}

/** A protected procedure that is open, too, to who must first set a new password. */
export function restrictedProcedure(access: GuardedAccess) {
  return bareProcedure.meta(access).use(async ({ ctx, next, ...act }) => {
    const actor = ctx.actor ?? ctx.restricted;
    if (!actor) throw new AppError('UNAUTHENTICATED');
    const call = permittedCall(ctx, actor, { ...access, act: actOf(act) });
    requireStorable(await rawInput(act.getRawInput));
    const result = await next({ ctx: { call } });
    if (result.ok) await reportCompletion(ctx, call, act, result.data);
    return result;
  });
}

/** @throws AppError FORBIDDEN */
function permittedCall(
  { requestId, address }: TrpcContext,
  actor: Actor,
  { action, subject, act }: GuardedAccess,
): Call {
  requireCan(actor, action, subject);
  return { actor, requestId, address, act };
}

/** What the middlewares know of an act. */
interface Act {
  readonly path: string;
  readonly type: 'query' | 'mutation' | 'subscription';
  readonly meta: ProcedureAccess | undefined;
  readonly getRawInput: () => Promise<unknown>;
}

/**
 * Whatever a mutation that succeeds has changed or not, and whatever a read of personal data has found: one event of it
 * is in the audit log. What could not be logged is not answered.
 */
async function reportCompletion(
  { audit }: TrpcContext,
  call: Call,
  act: Act,
  answer: unknown,
): Promise<void> {
  const isAudited = act.meta !== undefined && 'isAudited' in act.meta && act.meta.isAudited;
  if (act.type !== 'mutation' && !isAudited) return;
  const after = act.type === 'mutation' ? undefined : { ...(await filterOf(act)), rows: rowsIn(answer) };
  await audit.completed(call, { act: actOf(act), subject: await subjectOf(act), after });
}

/** What a read was narrowed by beside the thing that it is about, if by anything. */
async function filterOf({ getRawInput }: Act): Promise<{ filter?: unknown }> {
  const input = await rawInput(getRawInput);
  if (typeof input !== 'object' || input === null) return {};
  const filter = Object.entries(input).filter(([name]) => name !== 'id');
  return filter.length > 0 ? { filter: redactFilter(Object.fromEntries(filter)) } : {};
}

/** How many things an answer holds: of a list its length, of a page its rows or people, else the one that it is. */
function rowsIn(answer: unknown): number {
  if (Array.isArray(answer)) return answer.length;
  if (typeof answer !== 'object' || answer === null) return 0;
  const { rows, people } = answer as { rows?: unknown; people?: unknown };
  const listed = rows ?? people;
  return Array.isArray(listed) ? listed.length : 1;
}

function actOf({ meta, path }: Pick<Act, 'meta' | 'path'>): string {
  return (meta && 'act' in meta ? meta.act : undefined) ?? path;
}

async function subjectOf({
  meta,
  getRawInput,
}: Pick<Act, 'meta' | 'getRawInput'>): Promise<{ type: SubjectName; id: string | null }> {
  const type = meta && 'subject' in meta ? meta.subject : 'Session';
  return { type, id: idOf(await rawInput(getRawInput)) };
}

async function rawInput(getRawInput: () => Promise<unknown>): Promise<unknown> {
  try {
    return await getRawInput();
  } catch (error) {
    // A body that cannot be read is the failure being reported, not a new one.
    if (error instanceof TRPCError || error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/** The id of the thing that a call is about, as inputs of ours name it: `id`, else the first that names one. */
function idOf(input: unknown): string | null {
  if (typeof input !== 'object' || input === null) return null;
  const [, id] =
    Object.entries(input).find(([name]) => name === 'id') ??
    Object.entries(input).find(([name]) => name.endsWith('Id')) ??
    [];
  // what somebody put in its place may be a number of a customer: the log never holds one
  return typeof id === 'string' && id.length <= 64 && isStorableText(id) ? redactText(id) : null;
}
