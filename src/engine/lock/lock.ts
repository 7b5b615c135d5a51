import { mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { LockHeldError, type LockNote } from './lock-held-error.ts';

/** What a holder says about itself to those who come too late. */
export interface LockPurpose {
  readonly what: string;
  readonly runId?: string;
}

/** A lock that is held. Keep the object for as long as the lock is needed. */
export interface Lock extends AsyncDisposable {
  readonly note: LockNote;
  release(): Promise<void>;
}

// https://www.sqlite.org/rescode.html#busy
const sqliteBusy = 5;

/**
 * Takes the lock, or rejects with a LockHeldError that names the holder. The lock itself is the file lock SQLite takes
 * for an exclusive transaction: atomic between processes, on Linux and macOS, and given back by the kernel when its
 * holder dies, however it dies. Nothing is ever written to the file. The holder's note lies beside it.
 */
export async function acquireLock(file: string, purpose: LockPurpose, now = () => new Date()): Promise<Lock> {
  mkdirSync(dirname(file), { recursive: true });
  const database = lockFile(file);
  if (database === undefined) throw new LockHeldError(file, readNote(file));
  const note: LockNote = { pid: process.pid, since: now().toISOString(), ...purpose };
  writeNote(file, note);
  let held = true;
  const release = async (): Promise<void> => {
    if (!held) return;
    held = false;
    rmSync(notePath(file), { force: true });
    database.close();
  };
  return { note, release, [Symbol.asyncDispose]: release };
}

/** Opens the file and locks it; undefined if another holds it. */
function lockFile(file: string): DatabaseSync | undefined {
  const database = new DatabaseSync(file, { timeout: 0 });
  try {
    const opened = inode(file);
    database.exec('BEGIN EXCLUSIVE');
    if (opened !== undefined && opened === inode(file)) return database;
    // The file was removed (`clean --all`) while we waited for it: what we locked is not what others will lock.
    database.close();
    return lockFile(file);
  } catch (error) {
    database.close();
    if ((error as { errcode?: unknown }).errcode === sqliteBusy) return undefined;
    throw error;
  }
}

const inode = (file: string): number | undefined => statSync(file, { throwIfNoEntry: false })?.ino;

const notePath = (file: string): string => `${file}.json`;

/** Writes the holder's note in one step, so that nobody reads half of it. */
function writeNote(file: string, note: LockNote): void {
  const temporary = `${notePath(file)}.${process.pid}`;
  writeFileSync(temporary, JSON.stringify(note));
  renameSync(temporary, notePath(file));
}

/** The note beside a lock that is held; undefined if it is not written yet, or is left over from a dead holder. */
function readNote(file: string): LockNote | undefined {
  try {
    const note = JSON.parse(readFileSync(notePath(file), 'utf8')) as LockNote;
    return isAlive(note.pid) ? note : undefined;
  } catch {
    return undefined;
  }
}

/** Whether a process with this id exists. */
function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
