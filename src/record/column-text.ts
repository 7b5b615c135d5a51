/** What a reader has to know of one column. */
export interface ColumnText {
  readonly unit: 'ms' | 'bytes' | 'count' | 'ratio' | 'true or false' | 'date' | 'name' | 'text';
  /**
   * `exact`: the same definitions on the same bases give the same again. `noisy`: they do not, and a single value proves
   * little. Absent where it is the name of something, or tells of this run alone.
   */
  readonly sort?: 'exact' | 'noisy';
  readonly meaning: string;
  /** When the field is empty; absent if it never is. */
  readonly empty?: string;
}

/** One line for each column: unit, sort, meaning, and when it is empty. */
export const columnText = (
  unit: ColumnText['unit'],
  sort: NonNullable<ColumnText['sort']> | '',
  meaning: string,
  empty?: string,
): ColumnText => ({
  ...{ unit, meaning },
  ...(sort === '' ? {} : { sort }),
  ...(empty === undefined ? {} : { empty }),
});
