import { isInstalled } from '../../../domain/is-installed.ts';
import { formatBytes } from '../../../domain/units.ts';
import { html } from '../html.ts';
import type { Section } from '../section.ts';
import { builderText } from '../../provenance/measured-where.ts';
import { tableHtml } from '../table-html.ts';
import { commandAgain } from '../../provenance/command-again.ts';

const method = [
  'Every variant is built in every round, in an order that is shuffled anew for each round. A seed repeats the order.',
  'A cold build starts with an empty cache, the others after a build that fills it. The steps of each build are checked against what the scenario demands.',
  'A time is the wall time of docker buildx build. A cell shows the median of its samples, with the exact 95 % interval from 6 samples on.',
  'A cell is compared with its baseline round by round. The p is corrected for all comparisons of a scenario; ~ means that no difference was shown.',
  'Every image is started and has to answer before its times count. Visits that other programs disturbed are made again.',
];

/** Where the commands that measure again are typed, and what comes before them. */
const again = isInstalled
  ? { place: 'Where Stagebench is installed:', first: '' }
  : { place: 'In a clone of the repository of Stagebench:', first: 'npm ci\n' };

export const section: Section = {
  ...{ id: 'environment', order: 12, title: 'Where the numbers are from' },
  own: ({ rows: { manifest }, command }) => {
    const { engine, machine, runId, startedAt, finishedAt, bases, plan, stagebench } = manifest;
    const facts = [
      ['run', runId],
      ['measured', `${startedAt}${finishedAt === undefined ? '' : ` to ${finishedAt}`}`],
      ['Stagebench', stagebench],
      [
        'engine',
        `${engine.kind === 'none' ? 'none' : `${engine.kind}, ${engine.version}, ${engine.storageDriver}`}, buildx ${engine.buildxVersion}${builderText(engine)}`,
      ],
      [
        'machine',
        `${machine.cpuModel}, ${machine.cores} cores, ${formatBytes(machine.memoryBytes)} memory, kernel ${engine.kernel}`,
      ],
      [
        'plan',
        `${plan.variants.length} variants, ${plan.cells.length} cells, ${plan.rounds} rounds, seed ${plan.seed}`,
      ],
    ];
    return html`<h3>Environment</h3>${tableHtml({ cells: { head: ['what', 'which'], rows: facts } }, { scrolls: 'Environment' })}${
      bases.length > 0 &&
      html`<h3>Bases</h3>${tableHtml(
        {
          cells: {
            head: ['base', 'from', 'digest'],
            rows: bases.map(({ name, source, digest }) => [name, source, digest]),
          },
        },
        { scrolls: 'Bases' },
      )}`
    }<h3>Method</h3><ol>${method.map((line) => html`<li>${line}</li>`)}</ol>
<h3>Get these numbers again</h3><p>${again.place}</p><pre tabindex="0" role="region" aria-label="Commands"><code>${again.first}${commandAgain(manifest)}</code></pre><p>The rows of this run derive this page again:</p><pre tabindex="0" role="region" aria-label="The command of this page"><code>${command}</code></pre>`;
  },
};
