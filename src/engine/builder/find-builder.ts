import { createHash } from 'node:crypto';
import { closest } from 'fastest-levenshtein';
import type { BuilderInfo } from '../../domain/engine-info.ts';
import { StagebenchError } from '../../domain/errors.ts';
import { askBuildx, type BuilderClient } from './builder-client.ts';
import {
  builderNames,
  platformsIn,
  readBuilder,
  type BuilderDescription,
  type BuilderNode,
} from './read-builder.ts';

/**
 * Asks buildx for a builder. Rejects with BUILDER_NOT_FOUND, naming the nearest one, and with BUILDER_UNREACHABLE if one of
 * its nodes does not run.
 */
export async function findBuilder(client: BuilderClient): Promise<Omit<BuilderInfo, 'isMine'>> {
  const answer = await askBuildx(client, ['inspect', client.name]);
  if (answer.failed && /no builder .* found/.test(answer.error)) throw await notFound(client);
  if (answer.failed) throw unreachable(client, answer.error);
  const found = readBuilder(answer.stdout);
  refuseSleeping(client, found);
  return {
    driver: found.driver,
    version: [...new Set(found.nodes.map(({ version }) => version))].join(', '),
    nodes: found.nodes.length,
    id: idOf(found),
  };
}

/** By node; of none that buildx cannot ask. */
export async function platformsOf(client: BuilderClient): Promise<string[][]> {
  return platformsIn((await askBuildx(client, ['inspect', client.name])).stdout);
}

/** Every node must run: buildx would start some of them in the first timed build, and wait for others without end. */
function refuseSleeping(client: BuilderClient, { error, nodes }: BuilderDescription): void {
  const asleep = nodes.find(({ status }) => status !== 'running');
  if (asleep !== undefined) throw unreachable(client, sleeping(asleep));
  if (nodes.length === 0) throw unreachable(client, error ?? 'it has no nodes');
}

const sleeping = ({ name, status, error }: BuilderNode): string =>
  `node ${name} ${status === '' ? 'does not answer' : `is ${status}`}${error === undefined ? '' : ` (${error})`}`;

const unreachable = ({ name }: BuilderClient, why: string): StagebenchError =>
  new StagebenchError('BUILDER_UNREACHABLE', `Builder "${name}" cannot build: ${why}.`);

async function notFound(client: BuilderClient): Promise<StagebenchError> {
  const listed = await askBuildx(client, ['ls']);
  const known = builderNames(listed.stdout);
  const meant = known.length === 0 ? '' : ` Did you mean "${closest(client.name, known)}"?`;
  const all = known.length === 0 ? 'There are none.' : `There are: ${known.join(', ')}.`;
  return new StagebenchError('BUILDER_NOT_FOUND', `There is no builder "${client.name}".${meant} ${all}`);
}

/** Where it builds is nobody's business, but another place is another builder. */
const idOf = ({ driver, nodes }: BuilderDescription): string =>
  createHash('sha256')
    .update(JSON.stringify([driver, ...nodes.map(({ endpoint }) => endpoint)]))
    .digest('hex')
    .slice(0, 12);
