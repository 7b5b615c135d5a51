import { singleBuilds, type Visit } from '../../domain/run/plan.ts';
import type { RunEvents } from '../../domain/run/run-events.ts';
import type { MadeBuild, MadeBuilds } from '../../domain/run/sample.ts';
import type { TimeAccount } from '../time-account.ts';
import type { Workbench } from '../workbench.ts';
import { buildVisit } from './build-visit.ts';
import { judgeMachine } from './judge-machine.ts';
import { interruptionOr, troubleOf, withoutFacts } from './without-facts.ts';

/**
 * Makes the builds of a visit, one right after the other. After one that is not as demanded no other is made: the state is not what
 * it should be, and the visit does not count. If the engine is lost, or the run is interrupted in a way that gives no outcome,
 * what there is is handed on as aborted, and the error passed on.
 */
export async function makeBuilds(
  bench: Workbench,
  visit: Visit,
  events: RunEvents,
  account: TimeAccount,
): Promise<MadeBuilds> {
  const [first, ...others] = singleBuilds(visit);
  const make = (one: Visit, before: readonly MadeBuild[]) =>
    account
      .charge('builds', () => timed(bench, () => buildVisit(bench, one, events, account)))
      .catch(async (error: unknown) => {
        const lost = withoutFacts(bench, one, 'aborted', troubleOf(error, bench.signal));
        await events.visited(asOne(before, { sample: lost, rawLog: '' }));
        throw interruptionOr(error, bench.signal);
      });
  const builds: MadeBuild[] = [];
  let last = await make(first, builds);
  for (const one of others) {
    if (last.sample.state !== 'built') break;
    builds.push(last);
    last = await make(one, builds);
  }
  return judged(asOne(builds, last), bench.othersMayUse);
}

/** With what else the machine did while all of them were made. */
function judged(builds: MadeBuilds, limit: number | undefined): MadeBuilds {
  const samples = judgeMachine(
    builds.map(({ sample }) => sample),
    limit,
  );
  const [first, ...others] = builds.map((build, index) => ({
    ...build,
    sample: samples[index] ?? build.sample,
  }));
  return first === undefined ? builds : [first, ...others];
}

/** What it took beside a finished build. */
async function timed({ clock }: Workbench, build: () => Promise<MadeBuild>): Promise<MadeBuild> {
  const startedMs = clock.monotonicMs();
  const { sample, rawLog } = await build();
  if (!('facts' in sample)) return { sample, rawLog };
  const besideMs = clock.monotonicMs() - startedMs - sample.facts.wallMs;
  return { sample: { ...sample, besideMs }, rawLog };
}

/** All builds of a visit have the state of its last one: it counts as a whole, or not at all. */
function asOne(before: readonly MadeBuild[], last: MadeBuild): MadeBuilds {
  const { sample: end } = last;
  const [first, ...others] = [...before.map((build) => spoiledBy(build, end)), last];
  return [first, ...others];
}

function spoiledBy(build: MadeBuild, end: MadeBuild['sample']): MadeBuild {
  const { sample, rawLog } = build;
  if (end.state === 'built' || !('facts' in sample)) return build;
  const { code, reason } = end.trouble;
  const trouble = { code, reason: `build ${end.visit.repeat ?? 1} of the visit: ${reason}` };
  return { sample: { ...sample, state: end.state, trouble }, rawLog };
}
