import type { ApprovalDecideInput } from '@xietong/shared/approvals';
import type { Call } from '../access/call';
import type { ApprovalService } from '../features/approvals/approval-service';
import { AppError } from '../platform/app-error';

/**
 * Deciding as people do on the page, which records that they opened what they approve. Who may not open a request hears
 * of it from the decision.
 */
export function openingFirst<S extends Pick<ApprovalService, 'open' | 'decide'>>(service: S): S {
  return {
    ...service,
    decide: async (call: Call, input: ApprovalDecideInput) => {
      const { id, hash, outcome } = input;
      if (outcome === 'APPROVED')
        await service.open(call, { id, hash }).catch((error: unknown) => {
          if (!(error instanceof AppError)) throw error;
        });
      return service.decide(call, input);
    },
  };
}
