import { cellId, variantId } from '../../domain/run/plan.ts';
import { stateText } from '../model/state-text.ts';
import type { Sources } from '../table.ts';
import { listText } from '../words/list-text.ts';
import { candidates, usualScenario } from './candidates.ts';

/** How many images on substitute bases are left out of the choice of an app, or of all; nothing where there is none. */
export function substitutesNote({ rows: { images } }: Sources['run'], app?: string): string[] {
  const count = images.filter(
    (image) => image.base_source === 'substitute' && (app === undefined || image.app === app),
  ).length;
  if (count === 0) return [];
  const why = "other bytes and times than upstream's";
  return count === 1
    ? [`1 image on a substitute base is left out: it has ${why}`]
    : [`${count} images on substitute bases are left out: they have ${why}`];
}

/** For which apps of a run nothing can be chosen, which variants cannot be, and why; one sentence each. */
export function leftOutNotes(run: Sources['run']): string[] {
  const { rows, analysis } = run;
  const apps = [...new Set(rows.manifest.plan.variants.map(({ app }) => app))];
  const scenario = usualScenario(run);
  const cellOf = new Map(analysis.summary.map((row) => [cellId(row), row]));
  const own = rows.images.filter(({ base_source: source }) => source !== 'substitute');
  const known = new Set(rows.images.map(variantId));
  const broken = [
    ...own.filter(({ state }) => state !== 'built').map((image) => `${variantId(image)} (${image.state})`),
    ...rows.manifest.plan.variants
      .filter((variant) => !known.has(variantId(variant)))
      .map((variant) => `${variantId(variant)} (not built)`),
  ];
  const untimed = own.flatMap((image) => {
    const row = cellOf.get(`${variantId(image)}/${scenario}`);
    if (image.state !== 'built' || row?.wall_ms_median !== undefined) return [];
    return [`${variantId(image)} (${row === undefined ? 'not in the plan' : stateText(row.state)})`];
  });
  return [
    ...apps
      .filter((app) => candidates(run, app, scenario).length === 0)
      .map((app) => nothingToChoose(run, app)),
    ...substitutesNote(run),
    ...(broken.length === 0
      ? []
      : [`left out, because the image does not work or was not read: ${listText(broken)}`]),
    ...(untimed.length === 0
      ? []
      : [`left out, because there is no time of ${scenario}: ${listText(untimed)}`]),
  ];
}

/** Why there is nothing to choose from for an app. */
export function nothingToChoose(run: Sources['run'], app: string): string {
  const images = run.rows.images.filter((image) => image.app === app);
  const isOnSubstitutes =
    images.length > 0 && images.every(({ base_source: source }) => source === 'substitute');
  return isOnSubstitutes
    ? `${app}: there is nothing to choose from, as every image stands on a substitute base`
    : `${app}: there is nothing to choose from, as no variant has both an image that works and a time of ${usualScenario(run)}`;
}
