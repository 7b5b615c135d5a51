import { closeSync, openSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { StagebenchError } from '../domain/errors.ts';
import { makeFolder } from '../node/make-folder.ts';
import { isAlive } from './is-alive.ts';
import { LockHeldError, type LockNote } from './lock-held-error.ts';

/** What a holder says about itself to those who come too late. */
export interface LockPurpose {
  readonly what: string;
  readonly runId?: string;
  /** That run's. */
  readonly folder?: string;
}

/** A lock that is held. Keep the object for as long as the lock is needed. */
export interface Lock extends AsyncDisposable {
  readonly note: LockNote;
  /** The runs that held it before and were killed, if nobody has ended yet what they left at work; oldest first. */
  readonly killed: readonly string[];
  /** The folders of those runs, as far as they are known. */
  readonly killedIn: Readonly<Record<string, string>>;
  /** Forgets those runs. Otherwise the next holder is told of them, too. */
  leftoversEnded(): void;
  release(): Promise<void>;
}

// https://www.sqlite.org/rescode.html#busy
const sqliteBusy = 5;
const sqliteFull = 13;
/** The code of every error of SQLite in Node. */
const sqliteError = 'ERR_SQLITE_ERROR';

/**
 * Takes the lock, or rejects with a LockHeldError that names the holder. The lock itself is the file lock SQLite takes
 * for an exclusive transaction: atomic between processes, on Linux and macOS, and given back by the kernel when its
 * holder dies, however it dies. Nothing is ever written to the file. The holder's note lies beside it. Rejects with
 * CACHE_NOT_WRITABLE if the folder of the lock refuses.
 */
export async function acquireLock(file: string, purpose: LockPurpose, now = () => new Date()): Promise<Lock> {
  const note: LockNote = { pid: process.pid, since: now().toISOString(), ...purpose };
  const taken = lockWithNote(file, note);
  if (taken === undefined) throw new LockHeldError(file, livingHolder(file));
  const { database, killed, killedIn } = taken;
  let { before } = taken;
  let held = true;
  const locked = inode(file);
  // Once the folder was removed (`clean --all`) there is nothing to note, and what has the name now is of somebody else.
  const isThere = (): boolean => locked !== undefined && inode(file) === locked;
  const leftoversEnded = (): void => {
    before = undefined;
    if (held && isThere()) writeNote(file, note);
  };
  const release = async (): Promise<void> => {
    if (!held) return;
    held = false;
    try {
      if (!isThere()) return;
      if (before === undefined) rmSync(notePath(file), { force: true });
      else writeNote(file, before);
    } finally {
      database.close();
    }
  };
  return { note, killed, killedIn, leftoversEnded, release, [Symbol.asyncDispose]: release };
}

/** A lock that was taken, and the note of its last holder if that was killed in a run. */
interface Taken {
  readonly database: DatabaseSync;
  readonly before: LockNote | undefined;
  readonly killed: readonly string[];
  readonly killedIn: Readonly<Record<string, string>>;
}

/** Takes the lock and says so beside it; undefined if another holds it. */
function lockWithNote(file: string, note: LockNote): Taken | undefined {
  let database: DatabaseSync | undefined;
  try {
    makeFolder(dirname(file));
    database = lockFile(file);
    if (database === undefined) return undefined;
    // Who gives the lock back takes the note away: this one is of somebody who could not.
    const before = readNote(file);
    const killed = killedRuns(before);
    const killedIn = killedFolders(before);
    writeNote(file, killed.length > 0 ? { ...note, killed, killedIn } : note);
    return { database, killed, killedIn, before: killed.length > 0 ? before : undefined };
  } catch (error) {
    database?.close();
    const { code } = error as NodeJS.ErrnoException;
    // Both are the folder's fault: an error of the file system, or SQLite's word for one.
    if (code === undefined) throw error;
    const cause = code === sqliteError ? (refusalOf(file) ?? error) : error;
    throw new StagebenchError(
      'CACHE_NOT_WRITABLE',
      `The cache folder ${dirname(file)} cannot be written (${refusalText(cause)}).`,
      { cause },
    );
  }
}

/** SQLite does not say what the file system said: what a new file beside the lock meets; undefined if that is fine. */
function refusalOf(file: string): unknown {
  const probe = `${file}.probe.${process.pid}`;
  try {
    closeSync(openSync(probe, 'wx'));
    rmSync(probe, { force: true });
    return undefined;
  } catch (error) {
    return error;
  }
}

/** Why a folder refuses: the code of the file system, or the words of SQLite, whose code says nothing. Nobody knows of its database. */
export function refusalText(error: unknown): string {
  const { code, message, errcode } = error as NodeJS.ErrnoException & { errcode?: unknown };
  if (errcode === sqliteFull) return 'ENOSPC';
  return code === undefined || code === sqliteError ? message : code;
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
  try {
    writeFileSync(temporary, JSON.stringify(note), { mode: 0o600 });
    renameSync(temporary, notePath(file));
  } catch (error) {
    // A full disk takes its name, and not its bytes.
    rmSync(temporary, { force: true });
    throw error;
  }
}

/** The run of a holder that was killed, after those that were killed before it. */
function killedRuns(before: LockNote | undefined): string[] {
  const runs = [...(before?.killed ?? []), before?.runId];
  return [...new Set(runs.filter((runId) => runId !== undefined))];
}

/** Their folders. */
function killedFolders(before: LockNote | undefined): Record<string, string> {
  const { runId, folder, killedIn } = before ?? {};
  return { ...killedIn, ...(runId !== undefined && folder !== undefined && { [runId]: folder }) };
}

/** The note beside a lock that is held; undefined if it is not written yet, or is left over from a dead holder. */
function livingHolder(file: string): LockNote | undefined {
  const note = readNote(file);
  return note !== undefined && isAlive(note.pid) ? note : undefined;
}

/** Whoever wrote it, dead or alive; undefined if there is none. */
function readNote(file: string): LockNote | undefined {
  try {
    return JSON.parse(readFileSync(notePath(file), 'utf8')) as LockNote;
  } catch {
    return undefined;
  }
}
