import { TarReader, type TarEntry } from './tar-reader.ts';

/** An entry with what is stored of it. */
export interface ReadEntry extends TarEntry {
  content: string;
  ended: boolean;
}

/**
 * Reads a tar in pieces of these lengths, over and over. All pieces lie in one buffer, which is overwritten as soon as
 * the reader has had them.
 */
export function readEntries(tar: Buffer, lengths: readonly number[] = [tar.length || 1]): ReadEntry[] {
  const entries: ReadEntry[] = [];
  const reader = new TarReader((entry) => {
    const read = { ...entry, content: '', ended: false };
    entries.push(read);
    return {
      write: (piece) => {
        read.content += piece.toString('latin1');
      },
      end: () => {
        read.ended = true;
      },
    };
  });
  const room = Buffer.alloc(Math.max(...lengths));
  for (let at = 0, turn = 0; at < tar.length; turn += 1) {
    const length = lengths[turn % lengths.length] ?? 1;
    const piece = room.subarray(0, tar.copy(room, 0, at, at + length));
    reader.write(piece);
    room.fill(0xff);
    at += piece.length;
  }
  reader.end();
  return entries;
}
