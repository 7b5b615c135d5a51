import type { Sources } from '../table.ts';

type Run = Pick<Sources['run'], 'rows'>;

/** Apps and strategies of a run, in its order. */
export const appsOf = ({ rows }: Run): string[] => [
  ...new Set(rows.manifest.plan.variants.map(({ app }) => app)),
];
export const strategiesOf = ({ rows }: Run): string[] => [
  ...new Set(rows.manifest.plan.variants.map(({ strategy }) => strategy)),
];

/** Names of classes by which the page is filtered: by number, as a name may be anything. */
export const appClass = (run: Run, app: string): string => `app-${appsOf(run).indexOf(app)}`;
export const strategyClass = (run: Run, strategy: string): string =>
  `strategy-${strategiesOf(run).indexOf(strategy)}`;

/** The classes of a row, by its first cells; a strategy may have a dagger. */
export function rowClasses(run: Run, head: readonly string[], row: readonly string[]): string {
  const cellOf = (name: string): string | undefined => {
    const place = head.indexOf(name);
    return place === -1 ? undefined : row[place]?.replace(/ †$/, '');
  };
  const [app, strategy] = [cellOf('app'), cellOf('strategy')];
  return [
    ...(app !== undefined && appsOf(run).includes(app) ? [appClass(run, app)] : []),
    ...(strategy !== undefined && strategiesOf(run).includes(strategy) ? [strategyClass(run, strategy)] : []),
  ].join(' ');
}
