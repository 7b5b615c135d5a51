import { open } from 'node:fs/promises';

/** Much less than a file of a year: what was read would stay in memory until V8 finds it worth its while to look. */
const pieceBytes = 2 ** 18;
const lineEnd = 0x0a;

/** A file as texts of whole lines; only behind the last one the end of a line may be missing. */
export async function* readPieces(file: string): AsyncGenerator<string> {
  const handle = await open(file);
  try {
    let room = Buffer.allocUnsafe(pieceBytes);
    let filled = 0;
    for (;;) {
      if (filled === room.length) room = Buffer.concat([room], 2 * room.length);
      const { bytesRead } = await handle.read(room, filled, room.length - filled);
      if (bytesRead === 0) break;
      filled += bytesRead;
      const end = room.lastIndexOf(lineEnd, filled - 1) + 1;
      if (end === 0) continue;
      yield room.toString('utf8', 0, end);
      room.copy(room, 0, end, filled);
      filled -= end;
    }
    if (filled > 0) yield room.toString('utf8', 0, filled);
  } finally {
    await handle.close();
  }
}
