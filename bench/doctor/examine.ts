import path from 'node:path';
import { extraCa } from '../../src/bases/extra-ca.ts';
import type { Definitions } from '../../src/domain/definitions.ts';
import { StagebenchError } from '../../src/domain/errors.ts';
import { control, type Variant } from '../../src/domain/plan.ts';
import { DockerEngine } from '../../src/engine/docker/docker-engine.ts';
import { findEndpoint } from '../../src/engine/docker/connect/find-endpoint.ts';
import type { Engine } from '../../src/engine/engine.ts';
import { daemonPid, daemonStatus } from '../../src/engine/private/daemon/daemon-status.ts';
import { readHostFacts } from '../../src/engine/private/apt/host-facts.ts';
import { hostProblem } from '../../src/engine/private/apt/host-problem.ts';
import { storedTags } from '../../src/engine/private/daemon/stored-tags.ts';
import { couldBeWritten } from '../../src/record/run-folder/check-writable.ts';
import { readVariants } from '../definitions.ts';
import type { CommandContext } from '../context.ts';
import { basesFinding, basesState, type AskedEngine } from './examine-bases.ts';
import { cacheFinding } from './examine-cache.ts';
import { examineMachine } from './examine-machine.ts';
import { temporaryFinding } from './examine-temporary.ts';
import { firstCommands } from './first-commands.ts';
import { machineState } from './machine-state.ts';
import { measuringFinding } from './measuring-finding.ts';
import { connectRunning } from '../../src/lease/connect-running.ts';
import { mainEngine } from '../../src/lease/private-engine.ts';
import { plan } from '../../src/plan/plan.ts';
import { baseNames } from '../../src/lease/provide-bases.ts';
import { tellIfSlow } from '../../src/node/tell-if-slow.ts';
import type { Finding } from './finding.ts';

/**
 * Looks at everything a run needs, and changes nothing; ends with what to type first. What does not answer is a finding: the
 * list is always whole. `tell` hears what is waited for.
 */
export async function examine(
  results: string,
  context: CommandContext,
  tell: (text: string) => void,
): Promise<Finding[]> {
  const own = await tellIfSlow('your engine', tell, () => ownEngine(context));
  const privateOne = await tellIfSlow('the private engine', tell, () => privateEngine(context));
  const isOwn = own.finding.state === 'ok';
  const engineFound = isOwn || privateOne.state === 'ok';
  const asked = await tellIfSlow('what the engine has', tell, () => askedEngine(own.engine, context));
  const bases = await tellIfSlow('the registries', tell, () => basesOf(asked, context));
  return [
    { state: 'ok', what: 'node', found: process.version },
    await definitions(context),
    engineFound ? own.finding : { ...own.finding, state: 'note' },
    privateOne,
    engineFound
      ? { state: 'ok', what: 'engine', found: `a run uses ${isOwn ? 'your engine' : 'the private engine'}` }
      : {
          state: 'missing',
          what: 'engine',
          found: 'there is no supported engine',
          fix: privateOne.fix ?? own.finding.fix ?? 'install Docker',
        },
    ...asked.silent,
    bases.finding,
    ...(await measuring(asked, context)),
    ...examineMachine(await machineState(isOwn, !bases.areThere, context)),
    await trust(),
    await resultsFolder(results),
    ...cacheFinding(context),
    ...(await temporaryFinding()),
    ...(await firstCommands(
      results,
      engineFound ? 'there' : privateOne.fix === provisionCommand ? 'to provision' : 'none',
      context,
    )),
  ];
}

/** An engine that fell silent while it was asked: as good as none for the rest of the list. */
const silentFinding = ({ message, fix }: StagebenchError): Finding => ({
  ...{ state: 'note', what: 'engine', found: `it stopped answering: ${message}` },
  fix: `${fix} Then ask again: it may be starting or stopping.`,
});

/** Where the bases would come from; if the engine cannot say, as this machine sees it. */
async function basesOf(
  asked: AskedEngine,
  context: CommandContext,
): Promise<{ readonly finding: Finding; readonly areThere: boolean }> {
  const names = await neededBases(context);
  const state = await known(() => basesState(names, asked, context));
  const seen =
    state instanceof StagebenchError ? await basesState(names, { tags: asked.tags }, context) : state;
  return { finding: basesFinding(seen), areThere: seen.present === seen.names };
}

async function measuring({ engine }: AskedEngine, context: CommandContext): Promise<Finding[]> {
  const findings = await known(() => measuringFinding(engine, context));
  return findings instanceof StagebenchError ? [silentFinding(findings)] : findings;
}

/** The names that the Dockerfiles and the control have in FROM; none if they cannot be read, which is a line of its own. */
async function neededBases({ root, definitions }: CommandContext): Promise<string[]> {
  const variants = allVariants(definitions);
  return readVariants(root, [...variants, control]).then(baseNames, () => []);
}

/** A private engine that does not run is not started to be asked: its files say what it holds. */
async function askedEngine(
  own: Engine | undefined,
  context: CommandContext,
): Promise<AskedEngine & { readonly silent: readonly Finding[] }> {
  const paths = mainEngine(context);
  // Nothing of a cache folder that somebody else may have filled is started, or asked.
  const mayConnect = own === undefined && cacheFinding(context).length === 0;
  const isUp = mayConnect && (await daemonStatus(paths)).running;
  if (own === undefined && !isUp) return { tags: await storedTags(paths), silent: [] };
  const asked = await known(async () => {
    const engine = own ?? (await connectRunning(paths, context.environment));
    const { images } = await engine.inventory();
    return { engine, tags: images.flatMap((line) => line.split(' ').slice(1)) };
  });
  if (!(asked instanceof StagebenchError)) return { ...asked, silent: [] };
  const tags = own === undefined ? await storedTags(paths) : undefined;
  return { tags, silent: [silentFinding(asked)] };
}

const allVariants = ({ apps, strategies }: Definitions): readonly Variant[] =>
  plan({ apps, strategies, scenarios: [], rounds: 1, seed: 0 }).variants;

async function definitions(context: CommandContext): Promise<Finding> {
  const { apps, strategies } = context.definitions;
  const variants = allVariants(context.definitions);
  const problem = await failure(() => readVariants(context.root, variants));
  const found = `${apps.length} apps, ${strategies.length} strategies, ${variants.length} Dockerfiles`;
  return problem === undefined
    ? { state: 'ok', what: 'definitions', found }
    : { state: 'missing', what: 'definitions', found: problem.message, fix: problem.fix };
}

async function ownEngine(
  context: CommandContext,
): Promise<{ readonly finding: Finding; readonly engine?: Engine }> {
  const what = 'your engine';
  try {
    const engine = await DockerEngine.connect('docker', await findEndpoint(context.environment));
    const { version, buildxVersion, imageStore } = await engine.info();
    const found = `${version}, buildx ${buildxVersion}, ${imageStore} image store`;
    return { finding: { state: 'ok', what, found }, engine };
  } catch (error) {
    if (!(error instanceof StagebenchError)) throw error;
    return { finding: { state: 'note', what, found: error.message, fix: error.fix } };
  }
}

const provisionCommand =
  'npm run -s stagebench -- engine up --provision    (fetches about 80 MB of Debian packages into the cache folder)';

async function privateEngine(context: CommandContext): Promise<Finding> {
  const what = 'private engine';
  const status = await daemonStatus(mainEngine(context));
  if (status.running) return { state: 'ok', what, found: `running, ${status.version}` };
  const pid = await daemonPid(mainEngine(context));
  if (pid !== undefined)
    return {
      ...{ state: 'note', what, found: `process ${pid} is there and does not answer` },
      fix: 'wait a moment if it is starting or stopping; else npm run -s stagebench -- engine down, then a run starts it again',
    };
  if (status.provisioned)
    return { state: 'ok', what, found: 'provisioned, not running: a run starts and stops it' };
  const problem = hostProblem(await readHostFacts(context.environment));
  if (problem !== undefined)
    return { state: 'note', what, found: `cannot be provisioned: ${problem.message}`, fix: problem.fix };
  return {
    state: 'note',
    what,
    found: 'not provisioned',
    fix: provisionCommand,
  };
}

async function trust(): Promise<Finding> {
  const what = 'extra CA certificates';
  let extra = 0;
  const problem = await failure(async () => {
    extra = (await extraCa(undefined)).match(/BEGIN CERTIFICATE/g)?.length ?? 0;
  });
  if (problem !== undefined) return { state: 'note', what, found: problem.message, fix: problem.fix };
  const found =
    extra === 0 ? 'none: nothing to hand to builds' : `${extra}, handed to the bases that builds run in`;
  return { state: 'ok', what, found };
}

async function resultsFolder(results: string): Promise<Finding> {
  const folder = path.resolve(results);
  const problem = await failure(() => couldBeWritten(folder));
  return problem === undefined
    ? { state: 'ok', what: 'results folder', found: folder }
    : { state: 'missing', what: 'results folder', found: problem.message, fix: problem.fix };
}

/** The known error that something ends with, if it does. */
async function failure(work: () => Promise<unknown>): Promise<StagebenchError | undefined> {
  const ended = await known(work);
  return ended instanceof StagebenchError ? ended : undefined;
}

/** What something ends with, a known error too. */
async function known<T>(work: () => Promise<T>): Promise<T | StagebenchError> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof StagebenchError) return error;
    throw error;
  }
}
