import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { execa } from 'execa';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { rootFolder } from '../context.ts';

/*
 * The files for CI are read by programs of others: actionlint (a Go module), and of PyPI zizmor, check-jsonschema, which has the published
 * schemas of GitLab and of GitHub with it, and kubernetes-validate, which has those of Kubernetes.
 */

const actionlint = 'github.com/rhysd/actionlint/cmd/actionlint@v1.7.7';
const isCi = process.env['CI'] === 'true' && process.env['STAGEBENCH_READERS'] !== 'unavailable';

let folder: string;
/** Programs that could be installed. */
const installed = new Map<string, string>();

async function install(name: string, work: () => Promise<string>, isNeeded: boolean): Promise<void> {
  try {
    installed.set(name, await work());
  } catch (error) {
    process.stderr.write(
      `\n${name} does not look at the workflows: ${(error as Error).message.split('\n')[0]}\n`,
    );
    if (isNeeded) throw error;
  }
}

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'stagebench-linters-'));
  const own = path.join(folder, 'venv');
  for (const name of ['zizmor', 'check-jsonschema', 'kubernetes-validate'])
    await install(
      name,
      async () => {
        if (!existsSync(own)) await execa('python3', ['-m', 'venv', own]);
        const words = ['install', '--quiet', '--disable-pip-version-check', name];
        await execa(path.join(own, 'bin', 'pip'), words);
        return path.join(own, 'bin', name);
      },
      isCi,
    );
  // A machine without Go is no fault.
  await install(
    'actionlint',
    async () => {
      const env = { GOBIN: folder, GOPATH: path.join(folder, 'go'), GOFLAGS: '-modcacherw' };
      await execa('go', ['install', actionlint], { env });
      return path.join(folder, 'actionlint');
    },
    false,
  );
}, 300_000);
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

test('actionlint finds nothing', async ({ skip }) => {
  const program = installed.get('actionlint');
  if (program === undefined) return skip();
  const { stdout, exitCode } = await execa(program, ['-no-color'], { cwd: rootFolder, reject: false });
  expect([stdout, exitCode]).toEqual(['', 0]);
});

test('zizmor finds nothing, without asking anybody', async ({ skip }) => {
  const program = installed.get('zizmor');
  if (program === undefined) return skip();
  const { stdout, stderr, exitCode } = await execa(
    program,
    ['--offline', '--no-progress', '--persona', 'pedantic', '--format', 'plain', '.github/workflows'],
    { cwd: rootFolder, reject: false },
  );
  expect(exitCode, `${stdout}\n${stderr}`).toBe(0);
});

/** What a program says of a file, and of the same file with a typo: that it does tell one. */
async function withTypo(
  program: string,
  words: readonly string[],
  file: string,
  [right, wrong]: readonly [string, string],
): Promise<readonly [string, string]> {
  const text = readFileSync(path.join(rootFolder, file), 'utf8');
  const broken = path.join(folder, 'typo.yml');
  writeFileSync(broken, text.replaceAll(right, wrong));
  const look = async (name: string): Promise<string> => {
    const { exitCode, stdout, stderr } = await execa(program, [...words, name], {
      cwd: rootFolder,
      reject: false,
    });
    return exitCode === 0 ? 'good' : `${stdout}\n${stderr}`;
  };
  return [await look(file), await look(broken)];
}

test.for([
  ['vendor.gitlab-ci', '.gitlab-ci.yml', ['parallel:', 'paralel:']],
  ['vendor.github-workflows', '.github/workflows/scale.yml', ['strategy:', 'stratgy:']],
  ['vendor.github-actions', 'action.yml', ['runs:', 'rums:']],
] as const)('the schema %s, as it is published, takes %s', async ([schema, file, typo], { skip }) => {
  const program = installed.get('check-jsonschema');
  if (program === undefined) return skip();
  const [said, ofTypo] = await withTypo(program, ['--builtin-schema', schema], file, typo);
  expect([said, ofTypo]).toEqual(['good', expect.stringContaining(typo[1].slice(0, -1))]);
});

test.for(['shards.yml', 'merge.yml', 'builder.yml'])(
  'Kubernetes takes %s, strictly',
  async (name, { skip }) => {
    const program = installed.get('kubernetes-validate');
    if (program === undefined) return skip();
    const typo = ['backoffLimit', 'backofLimit'] as const;
    const [said, ofTypo] = await withTypo(program, ['--strict'], `.ci/kubernetes/${name}`, typo);
    expect([said, ofTypo]).toEqual(['good', expect.stringContaining('backofLimit')]);
  },
);
