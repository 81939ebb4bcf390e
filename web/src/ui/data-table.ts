/** A column of DataTable. Cells are filled by the slot `cell-<key>`, else by the row's value of that name. */
export interface DataColumn {
  key: string;
  label: string;
  /** What else there is to know of the label; shown on its head under the pointer. */
  hint?: string | undefined;
  /** Numbers, money and rates go to the right. */
  align?: 'left' | 'right';
  /** In pixels; without it the column shares what is left. */
  width?: number;
  /**
   * Short words that are not broken over lines: the column grows to its widest; 'wide' does so on wide
   * screens alone. A LongTable has columns of fixed widths and takes no heed of it.
   */
  oneLine?: boolean | 'wide';
  /** May be put away by the person; asks for `choiceKey` on the table. */
  optional?: boolean;
  /** An optional one that is put away until somebody wants it. */
  putAway?: boolean;
  sortable?: boolean;
  /** Title of the row's card on a telephone; without one it is the first column. */
  title?: boolean;
}

export interface SortOrder {
  key: string;
  descending: boolean;
}
