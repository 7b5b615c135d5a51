import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { DockerfileStep } from '../dockerfile/dockerfile-steps.ts';
import type { AppDefinition, AppEdit } from '../domain/definitions/app.ts';
import { editLabel } from '../domain/labels.ts';
import type { Cell } from '../domain/run/plan.ts';
import type { Sample } from '../domain/run/sample.ts';
import type { ScenarioDefinition } from '../domain/definitions/scenario.ts';
import type { AppAnswer } from '../engine/engine.ts';
import type { FakeScript } from '../engine/fake/fake-engine.ts';
import { app, cold, walked, warm } from './walk.fixture.ts';

const scenario = (edit: 'source' | 'deps'): ScenarioDefinition => ({
  ...{ id: `edit-${edit}`, title: '', cache: 'primed', edit, expects: 'as-edited' },
});
export const editSource = scenario('source');
export const editDeps = scenario('deps');
const wholeChain = [cold, warm, editSource, editDeps];

const files: Readonly<Record<string, string>> = {
  'main.src': 'revision 0\n',
  'deps.txt': 'a\n',
  'deps.lock': 'a 1\n',
};
const longAgo = new Date('2020-02-03T04:05:06.789Z');
const edit = (kind: AppEdit['kind'], ...names: string[]): AppEdit => ({
  ...{ kind, files: names, apply: (_, text, unique) => `${text}${unique}\n` },
});

/** An app of three files with an edit of each kind; the edit of its source shows in its answer. */
const editableApp: AppDefinition = {
  ...app,
  edits: [
    { ...edit('source', 'main.src'), shows: (unique) => ({ revision: unique }) },
    edit('deps', 'deps.txt', 'deps.lock'),
  ],
};

/** What each edit re-runs of the fake's three steps: all, or all but the installation. */
const reruns = {
  source: ['[build] RUN compile', '[runtime] COPY'],
  deps: ['[deps] RUN install', '[build] RUN compile', '[runtime] COPY'],
};

const folders: string[] = [];

/** For afterEach. */
export function removeFolders(): void {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
}

/** A private copy of the app, written long ago, and what an engine makes of it. */
export function privateCopy() {
  const folder = mkdtempSync(path.join(tmpdir(), 'stagebench-walk-'));
  folders.push(folder);
  for (const [name, text] of Object.entries(files)) {
    writeFileSync(path.join(folder, name), text);
    utimesSync(path.join(folder, name), longAgo, longAgo);
  }
  const textOf = (name: string): string => readFileSync(path.join(folder, name), 'utf8');
  const edited = (...names: string[]): boolean => names.some((name) => textOf(name) !== files[name]);
  return {
    folder,
    textOf,
    /** Every file with its text and the time it was written. */
    state: () =>
      readdirSync(folder).map((name) => [
        name,
        textOf(name),
        statSync(path.join(folder, name)).mtime.toISOString(),
      ]),
    /** Its steps run again as those of a real Dockerfile would. */
    changed: () => {
      const [source, deps] = [edited('main.src'), edited('deps.txt', 'deps.lock')];
      return ({ instruction }: DockerfileStep): boolean =>
        deps || (source && !instruction.includes('install'));
    },
    untouched: Object.entries(files)
      .map(([name, text]) => [name, text, longAgo.toISOString()])
      .toSorted(),
  };
}

/** An app that shows what its image was edited with. */
export const showing = (
  _image: string,
  _path: string,
  labels: Readonly<Record<string, string>>,
): AppAnswer => {
  const unique = labels[editLabel];
  return { status: 200, body: JSON.stringify({ state: 'ok', ...(unique && { revision: unique }) }) };
};

/** Walks all four scenarios over a private copy that is edited; one round unless told otherwise. */
export async function walkedWithEdits(
  script: FakeScript = {},
  changes: Parameters<typeof walked>[1] & { copy?: ReturnType<typeof privateCopy> } = {},
) {
  const { copy = privateCopy(), ...others } = changes;
  const run = await walked(
    { answer: showing, changed: copy.changed, ...script },
    {
      ...{ scenarios: wholeChain, rounds: 1, ...others },
      inputs: { app: editableApp, contextDir: copy.folder, reruns, ...others.inputs },
    },
  );
  return { ...run, copy };
}

export const cell = ({ strategy, scenario: id }: Cell): string => `${strategy} ${id}`;

/** `slim edit-source built` of every sample, sorted. */
export const outcomes = (samples: readonly Sample[]): string[] =>
  samples.map(({ visit, state }) => `${cell(visit)} ${state}`).toSorted();

export const troubleOf = (samples: readonly Sample[], of: string): string | undefined => {
  const found = samples.find(({ visit }) => visit.phase === 'measure' && cell(visit) === of);
  return found !== undefined && 'trouble' in found
    ? `${found.trouble.code}: ${found.trouble.reason}`
    : undefined;
};
