/**
 * What the installed tool calls itself: it has no scripts of npm, and no folder `results` of its own. The longer words come
 * first.
 */
const words: readonly (readonly [RegExp, string])[] = [
  [/npm run bench --(?!\w)/g, 'stagebench run'],
  [/npm run bench\b/g, 'stagebench run'],
  [/npm run -s stagebench --(?!\w)/g, 'stagebench'],
  [/npm run -s nightly --(?!\w)/g, 'stagebench nightly'],
  [/(?<![\w./-])results\/(?=latest|history)/g, 'stagebench-results/'],
  // Files lie beside each other there, and are compiled.
  [/(?<=\.worker)\.ts(?=')/g, '.js'],
];

/** Lines of registries that name what only a checkout can use. */
const leftOut: Readonly<Record<string, RegExp>> = {
  // They measure the samples, and are decided in the repository. They would take a tenth of the package.
  'bench/registry.generated.ts': /\b(experiment_\w+|suite_experiments_\w+|suite_suites_claims)\b/,
  'bench/claims/index.ts': /\bclaim_\w+/,
  'src/report/tables/index.ts':
    /\btable_(claims?|columns|counted|options|planted_cost|rooms|self|simulation|strategies|tools)\b/,
  // It judges those claims.
  'bench/commands/index.ts': /\bcommand_claims\b/,
};

/** What only claims, experiments and pages of a checkout need, and others import. */
const stubs: Readonly<Record<string, string>> = {
  'bench/pages/own-sources.ts': 'export const ownSources = () => ({});\n',
  'bench/arguments/resolve/claims-left.ts': 'export const withClaimsLeft = async (values) => values;\n',
  // No script of npm is between it and its options.
  'bench/arguments/swallowed-by-npm.ts': 'export const checkSwallowedByNpm = () => {};\n',
  // Nothing is stripped of its types there.
  'bench/start-anew.ts': 'export const startAnew = async () => {};\n',
  'bench/measuring/injected-delays.ts':
    'export const calibrateDelays = async () => undefined;\n' +
    'export const refuseUndelayable = async () => {};\n' +
    'export const writeTransformed = async (folder, files) => files;\n',
  'src/dockerfile/transform-dockerfile.ts': 'export const transformDockerfile = (text) => text;\n',
  'src/report/claims/claim-chart.ts': 'export const drawClaim = () => undefined;\n',
  'src/stats/claims/judge-claim.ts': 'export const judgeClaim = () => [];\n',
};

/** What the schema of stagebench.json says of a field: the package has that schema as a file. */
const described = /\s*\.describe\(\s*(?:'(?:[^'\\]|\\.)*'|`[^`]*`),?\s*\)/g;

/** A source file as it is in the package. `file`: its path from the checkout on. */
export function installedSource(file: string, code: string): string {
  if (file === 'src/domain/is-installed.ts') return code.replace('= false', '= true');
  const stub = stubs[file];
  if (stub !== undefined) return stub;
  const out = leftOut[file];
  const kept =
    out === undefined
      ? code
      : code
          .split('\n')
          .filter((line) => !out.test(line))
          .join('\n');
  const bare = file.startsWith('src/project/config/') ? kept.replace(described, '') : kept;
  return words.reduce((text, [word, meant]) => text.replace(word, meant), bare);
}
