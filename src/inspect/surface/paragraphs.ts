/**
 * Paragraphs of `Name: value` lines, divided by empty lines, as dpkg, apk and Python's metadata write them
 * (https://manpages.debian.org/trixie/dpkg-dev/deb822.5.en.html). Of each field its first line, of fields of one name
 * the first. Names keep their case: apk's `P` and `p` are two fields.
 */
export function* paragraphs(text: string): Generator<ReadonlyMap<string, string>> {
  let fields = new Map<string, string>();
  for (const line of text.split(/\r?\n/)) {
    if (line === '') {
      if (fields.size > 0) yield fields;
      fields = new Map();
      continue;
    }
    const colon = line.indexOf(':');
    const name = line.slice(0, Math.max(colon, 0));
    // A line that begins with a blank goes on with the field above it.
    if (name === '' || /^\s/.test(name) || fields.has(name)) continue;
    fields.set(name, line.slice(colon + 1).trim());
  }
  if (fields.size > 0) yield fields;
}
