export { grantSavings } from './saving-abilities';
export { SAVING_ERRORS } from './saving-errors';
export type { SavingErrorCode } from './saving-errors';
export { checkSavingUnit, unitPeriods } from './saving-rules';
export {
  MAX_SAVING_FEN,
  savingExportSchema,
  savingLedgerSchema,
  savingUnitInputSchema,
} from './saving-schema';
export type { SavingExportInput, SavingLedgerInput, SavingUnitInput } from './saving-schema';
export { savingTable } from './saving-table';
export type { SavingLedger, SavingRow, SavingUnit, SavingUnitPeriod, SavingUnits } from './saving-view';
