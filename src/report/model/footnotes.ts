import { variantId } from '../../domain/run/plan.ts';
import type { Analysis, Rows } from '../../stats/analyse-run.ts';
import { haveSameRounds } from '../../stats/compare/compare-pairs.ts';
import { listText } from '../words/list-text.ts';
import { quietNotes } from '../words/quiet-notes.ts';
import { reasonInOneLine } from '../words/reason-in-one-line.ts';
import { controlNotes } from './control-notes.ts';
import { environmentNotes } from './environment-notes.ts';
import { failureNotes } from './failure-notes.ts';
import { findingNotes } from './finding-notes.ts';
import { sampleNotes } from './sample-notes.ts';

/** What the reader of a table must know besides its numbers; one sentence each. */
export const footnotes = (rows: Rows, analysis: Analysis): string[] => [
  ...samplesText(rows, analysis),
  ...imageFootnotes(rows),
  ...courseText(rows, analysis),
];

/** Those of them that are about times of builds. */
export const timeFootnotes = (rows: Rows, analysis: Analysis): string[] => [
  ...samplesText(rows, analysis),
  ...courseText(rows, analysis),
];

/** What the times are of. */
const samplesText = (rows: Rows, { summary }: Analysis): string[] => [
  ...sampleNotes(rows, summary),
  ...quietNotes(rows),
];

/** What went on while they were measured. */
const courseText = ({ manifest, builds, images }: Rows, { comparisons, findings }: Analysis): string[] => [
  ...environmentNotes(manifest, findings),
  ...controlNotes(builds),
  ...findingNotes(findings, haveSameRounds(comparisons, builds, images)),
];

/** A stand-in for Alpine with another C library is further from it than one with its own. */
const libcText = ({ bases }: Rows['manifest']): string =>
  bases.some(
    ({ name, source, libc }) => source === 'substitute' && name.includes('alpine') && libc !== 'musl',
  )
    ? '; it has glibc, where Alpine has musl'
    : '';

/** A build that is emulated takes several times as long: nobody may take it for that of another app. */
function platformNotes(builds: Rows['builds']): string[] {
  const howOf = ({ platform, platform_by: by = 'native' }: Rows['builds'][number]) =>
    `${platform} ${waysOf[by]}`;
  const asked = builds.filter(({ platform }) => platform !== undefined);
  const ofApp = Map.groupBy(asked, ({ app }) => app);
  // Only what differs within an app is said of its variants.
  const nameOf = (row: Rows['builds'][number]): string =>
    new Set(ofApp.get(row.app)?.map(howOf)).size > 1 ? variantId(row) : row.app;
  return [...Map.groupBy(asked, howOf)].map(
    ([how, rows]) => `${listText([...new Set(rows.map(nameOf))])}: built for ${how}`,
  );
}

const waysOf = {
  ...{ native: 'natively', emulated: 'by emulation', cross: 'where no step runs a program of that platform' },
  unsure: 'natively or by emulation: the builder does not say which',
};

function notStartedNote(images: Rows['images']): string[] {
  const those = images.filter(({ state, healthy }) => state !== 'failed' && healthy === undefined);
  if (those.length === 0) return [];
  const which = those.length === images.length ? 'images' : listText(those.map(variantId));
  return [
    `${which}: built, read and not started, because no engine was there that runs them: nothing shows whether they work`,
  ];
}

/** What images stand on, and why some have no numbers. */
function imageFootnotes({ manifest, builds, images }: Rows): string[] {
  const { engine } = manifest;
  const bySource = (source: string) => images.some((image) => image.base_source === source);
  return [
    ...(bySource('substitute')
      ? [
          `† on a substitute base: it plays the role of the upstream image, and has other bytes and times${libcText(manifest)}`,
        ]
      : []),
    ...(engine.kind !== 'fake' && bySource('local')
      ? ['bases were built on this machine from the packages that upstream uses']
      : []),
    ...Object.entries(manifest.project?.leaks ?? {}).map(
      ([variant, places]) =>
        `the image of ${variant} holds a secret of its build, which everybody who has it can read: ${listText(places)}`,
    ),
    ...failureNotes(builds, manifest.plan),
    ...platformNotes(builds),
    ...notStartedNote(images),
    ...images
      .filter((image) => image.state === 'unhealthy')
      .map((image) => `${variantId(image)} does not work, so its times do not count`),
    ...images
      .filter((image) => image.state === 'unread' && image.reason !== undefined)
      .map(
        (image) =>
          `${variantId(image)} ${image.healthy === undefined ? 'was built' : 'works'}, and its image could not be read: ${reasonInOneLine(image.reason ?? '')} (--resume tries again)`,
      ),
  ];
}
