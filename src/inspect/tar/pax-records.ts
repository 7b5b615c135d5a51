/**
 * The records of a PAX extended header: `LENGTH KEY=VALUE\n`, the length counted in bytes. Values stay bytes (latin1).
 * The map of a sparse file in format 0.0, records that come again for each part, becomes one record as format 0.1 has it.
 * Throws a plain Error if the records are damaged.
 */
export function paxRecords(content: Buffer): Map<string, string> {
  const records = new Map<string, string>();
  const map: string[] = [];
  const all = content.toString('latin1');
  for (let at = 0; at < all.length;) {
    const blank = all.indexOf(' ', at);
    const length = blank === -1 ? Number.NaN : Number(all.slice(at, blank));
    const record = all.slice(blank + 1, at + length - 1);
    const equals = record.indexOf('=');
    if (!(length > 0) || all[at + length - 1] !== '\n' || equals < 1)
      throw new Error('a damaged extended tar header');
    const key = record.slice(0, equals);
    if (key === 'GNU.sparse.offset' || key === 'GNU.sparse.numbytes') map.push(record.slice(equals + 1));
    else records.set(key, record.slice(equals + 1));
    at += length;
  }
  if (map.length > 0) records.set('GNU.sparse.map', map.join(','));
  return records;
}
