import { statSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';

// https://www.sqlite.org/rescode.html#busy and #cantopen
const sqliteBusy = 5;
const sqliteCannotOpen = 14;

/** Whether somebody holds a lock. It is not taken to see that. One that cannot be looked at may be held: true. */
export function isHeld(file: string): boolean {
  try {
    if (statSync(file, { throwIfNoEntry: false }) === undefined) return false;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== 'ENOTDIR';
  }
  let database: DatabaseSync | undefined;
  try {
    database = new DatabaseSync(file, { readOnly: true, timeout: 0 });
    // Takes the shared lock for as long as it reads.
    database.prepare('SELECT count(*) FROM sqlite_schema').get();
    return false;
  } catch (error) {
    const { errcode } = error as { errcode?: unknown };
    return errcode === sqliteBusy || errcode === sqliteCannotOpen;
  } finally {
    database?.close();
  }
}
