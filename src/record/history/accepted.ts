import { appendToTable, readTable, type TableFile } from './table-file.ts';

/** A change that somebody has decided to live with. */
export interface Accepted {
  /** Id of its alert. */
  readonly event: string;
  /** ISO 8601, UTC. */
  readonly at: string;
  readonly reason: string;
}

const table: TableFile<keyof Accepted> = {
  name: 'accepted.csv',
  columns: ['event', 'at', 'reason'],
  purpose: 'a change is accepted',
};

/** What was decided, the oldest first. Throws HISTORY_UNREADABLE. */
export const acceptedEvents = (folder: string): Promise<Accepted[]> => readTable(folder, table);

/** Records a decision under the lock of the history; one that stands already is not written again: false. */
export const accept = (folder: string, { event, at, reason }: Accepted): Promise<boolean> =>
  appendToTable(folder, table, { event, at, reason }, (known) => known.event === event);
