/**
 * The records of a PAX extended header: `LENGTH KEY=VALUE\n`, the length counted in bytes. Values stay bytes (latin1).
 * Throws a plain Error if the records are damaged.
 */
export function paxRecords(content: Buffer): Map<string, string> {
  const records = new Map<string, string>();
  const all = content.toString('latin1');
  for (let at = 0; at < all.length;) {
    const blank = all.indexOf(' ', at);
    const length = blank === -1 ? Number.NaN : Number(all.slice(at, blank));
    const record = all.slice(blank + 1, at + length - 1);
    const equals = record.indexOf('=');
    if (!(length > 0) || all[at + length - 1] !== '\n' || equals < 1)
      throw new Error('a damaged extended tar header');
    records.set(record.slice(0, equals), record.slice(equals + 1));
    at += length;
  }
  return records;
}
