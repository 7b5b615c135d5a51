import { readMarkers, type Marker } from './read-markers.ts';

/** A page with what stands between its markers. */
export interface WrittenPage {
  readonly text: string;
  readonly markers: readonly Marker[];
  /** Markers between which something else stood. */
  readonly stale: readonly Marker[];
}

const byteOrderMark = '\uFEFF';

/**
 * Writes a page anew: what stands between two markers becomes what `render` makes of them, with an empty line above and below. The
 * markers stay, and so does everything else to the byte; ends of lines are those of the page. Throws MARKER_UNREADABLE.
 */
export async function writePage(
  file: string,
  text: string,
  render: (marker: Marker) => Promise<string>,
): Promise<WrittenPage> {
  const head = text.startsWith(byteOrderMark) ? byteOrderMark : '';
  const source = text.slice(head.length);
  const lineEnd = /\r?\n/.exec(source)?.[0] ?? '\n';
  const markers = readMarkers(file, source);
  const stale: Marker[] = [];
  const parts = [head];
  let written = 0;
  for (const marker of markers) {
    const body = (await render(marker)).trim().replaceAll(/\r?\n/g, lineEnd);
    const between = `${lineEnd}${lineEnd}${body}${lineEnd}${lineEnd}`;
    if (between !== source.slice(marker.start, marker.end)) stale.push(marker);
    parts.push(source.slice(written, marker.start), between);
    written = marker.end;
  }
  return { text: [...parts, source.slice(written)].join(''), markers, stale };
}
