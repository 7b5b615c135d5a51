import { closest } from 'fastest-levenshtein';
import { readStages } from '../dockerfile/read-stages.ts';
import { StagebenchError } from '../domain/errors.ts';
import { parsePlatform } from '../domain/image/platform.ts';
import { nearestName } from './config/config-faults.ts';

/** Throws PROJECT_CONFIG with the stages that a Dockerfile has, if `target` is none. BuildKit knows stages by their names alone. */
export function checkTarget(file: string, text: string, target: string, where: string): void {
  const names = readStages(text).flatMap(({ name }) => name ?? []);
  if (names.includes(target.toLowerCase())) return;
  const near = nearestName(target, names);
  const there = names.length === 0 ? 'None of its stages has a name' : `There are: ${names.join(', ')}`;
  throw new StagebenchError(
    'PROJECT_CONFIG',
    `${where}: ${file} has no stage ${JSON.stringify(target)}. ${near === undefined ? '' : `Did you mean ${JSON.stringify(near)}? `}${there}.`,
  );
}

/** https://github.com/containerd/platforms/blob/main/database.go */
const architectures = [
  ...['amd64', 'arm64', 'arm', '386', 'ppc64le', 's390x', 'riscv64', 'loong64', 'mips64le', 'mips64'],
  ...['ppc64', 'mips', 'mipsle', 'armbe', 'arm64be', 'riscv', 's390', 'sparc64', 'wasm'],
];
const systems = ['linux', 'windows', 'freebsd'];

/** Throws PROJECT_CONFIG for what no image is made for: a builder would take any word for a processor. */
export function checkPlatform(platform: string, where: string): void {
  const fail = (why: string) => new StagebenchError('PROJECT_CONFIG', `${where}: ${why}`);
  if (platform.includes(',')) throw fail('several platforms make several images. Name one.');
  let asked: ReturnType<typeof parsePlatform>;
  try {
    asked = parsePlatform(platform);
  } catch {
    throw fail(`${JSON.stringify(platform)} is no platform: it is like linux/amd64 or linux/arm64/v8.`);
  }
  for (const [word, known, what] of [
    [asked.os, systems, 'system'],
    [asked.architecture, architectures, 'processor'],
  ] as const)
    if (!known.includes(word))
      throw fail(
        `nobody knows a ${what} ${JSON.stringify(word)}. Did you mean ${JSON.stringify(closest(word, [...known]))}?`,
      );
}
