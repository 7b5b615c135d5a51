import { usualScenarios } from '../../src/domain/definitions/scenario.ts';
import { definitions } from '../registry.ts';

const { apps, scenarios, strategies } = definitions;

/** What one `run` builds: each app with each strategy in each scenario. */
export interface Selection {
  readonly apps: readonly string[];
  readonly strategies: readonly string[];
  readonly scenarios: readonly string[];
}

const ids = (definitions: readonly { readonly id: string }[]): string[] => definitions.map(({ id }) => id);
/** Those that the samples have: an experiment may bring edits of its own, and caches that move need a builder for it. */
const allScenarios = ids(
  usualScenarios(scenarios).filter(
    ({ edit }) => edit === undefined || apps.every(({ edits }) => edits.some(({ kind }) => kind === edit)),
  ),
);

/** The strategy that every app is built with in every scenario. */
const whole = 'slim';
const others = ids(strategies).filter((id) => id !== whole);
/** Those of Go that have an edit of the sources, too: with one stage, and with nothing below it. */
const edited = ['single-stage', 'scratch'];
const except = (...left: readonly string[]): string[] => allScenarios.filter((id) => !left.includes(id));
const unedited = except('edit-deps', 'edit-source');

/**
 * The runs of the integration tier. They build every strategy, scenario, app and base recipe at least once, in at most two thirds
 * of the variants; `covering-set.test.ts` proves it. Go has all strategies, because its Dockerfiles differ most;
 * a Go build compiles the standard library after either edit and takes 18 s, so most have one edit or none. Node and Python have the
 * strategies whose bases no Go variant builds on.
 */
export const coveringSet: readonly Selection[] = [
  { apps: ids(apps), strategies: [whole], scenarios: allScenarios },
  { apps: ['go'], strategies: edited, scenarios: except('edit-deps') },
  { apps: ['go'], strategies: others.filter((id) => !edited.includes(id)), scenarios: unedited },
  { apps: ['node', 'python'], strategies: ['alpine', 'distroless'], scenarios: unedited },
];

/** What `npm run test:full` builds. */
export const everything: readonly Selection[] = [
  { apps: ids(apps), strategies: ids(strategies), scenarios: allScenarios },
];

/** The cells of all selections. */
export const cellsOf = (selections: readonly Selection[]) =>
  selections.flatMap((selection) =>
    selection.apps.flatMap((app) =>
      selection.strategies.flatMap((strategy) =>
        selection.scenarios.map((scenario) => ({ app, strategy, scenario })),
      ),
    ),
  );
