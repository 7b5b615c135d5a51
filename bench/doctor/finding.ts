/** One line of `doctor`. `missing` means that a run cannot start. */
export interface Finding {
  readonly state: 'ok' | 'missing' | 'note';
  readonly what: string;
  readonly found: string;
  readonly fix?: string;
}
