import { refuseOtherKeys } from '../asked.ts';
import { chartAt, placeOf, unreadable, type MarkedChart } from './marked-chart.ts';
import type { Marker } from './read-markers.ts';
import type { PageSources } from './render-marker.ts';

/** The keys that the chart of a claim takes. */
const keys = ['alt', 'file', 'of', 'run', 'width'];

/** What stands in its place as long as the claim has no numbers. */
export interface NoChart {
  readonly text: string;
}

/** Draws the numbers of one claim: `<!-- stagebench:chart claim of=A7 file=images/A7.svg -->`. Throws MARKER_UNREADABLE. */
export async function markedClaim(
  marker: Marker,
  source: NonNullable<PageSources['claims']>,
  where: string,
): Promise<MarkedChart | NoChart> {
  refuseOtherKeys(marker.keys, keys, where);
  const { target, width } = placeOf(marker, 'claim', where);
  const named = { from: marker.keys.get('run'), of: marker.keys.get('of'), baseline: undefined };
  const [judged, further] = await source(named);
  if (judged === undefined || further !== undefined) throw unreadable(where, 'needs of=: one claim');
  const { drawClaim } = await import('../claims/claim-chart.ts');
  const drawn = drawClaim(judged, { width, isAlone: true });
  if (drawn === undefined) return { text: 'There is no chart: nothing that it needs was measured.' };
  const from = `run ${judged.runs.join(', ')}`;
  return chartAt(target, { name: 'claim', from, svg: drawn.svg, alt: marker.keys.get('alt') ?? drawn.alt });
}

export const isDrawn = (chart: MarkedChart | NoChart): chart is MarkedChart => 'svg' in chart;
