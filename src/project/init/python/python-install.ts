import { mark } from '../shape.ts';
import type { PythonShape, Wanted } from './python-shape.ts';

export type Lines = readonly (string | undefined)[];

export const fromPython = (variant: 'trixie' | 'alpine', stage?: string): Lines => [
  `FROM python:3.13-${variant}${stage === undefined ? '' : ` AS ${stage}`}`,
  'WORKDIR /app',
];

/** Copies the manifests, and makes requirements of the lockfile of another tool: pip checks their hashes. */
export function exported({ dependencies }: PythonShape, wanted: Wanted): Lines {
  const { manager, manifests, isLocked, hasDevelopmentGroup } = dependencies;
  const withGroup = wanted === 'all' && hasDevelopmentGroup;
  const copied = [
    ...copiedManifests(manifests[wanted]),
    isLocked ? undefined : `# ${mark} there is no lockfile, so two builds may install different versions.`,
  ];
  if (manager === 'uv')
    return [
      'RUN pip install --no-cache-dir uv==0.13.9',
      ...copied,
      `RUN uv export --quiet --frozen${wanted === 'all' ? '' : ' --no-dev'} --no-emit-project --output-file requirements.txt`,
    ];
  if (manager === 'poetry')
    return [
      'RUN pip install --no-cache-dir poetry==2.5.1 poetry-plugin-export==1.10.1',
      ...copied,
      `RUN ${isLocked ? '' : 'poetry lock && '}poetry export${withGroup ? ' --with dev' : ''} --output requirements.txt`,
    ];
  if (isLocked) return copied;
  return [
    ...copied,
    `RUN python -c "import tomllib; print(*tomllib.load(open('pyproject.toml', 'rb'))['project'].get('dependencies', []), sep='\\n')" > requirements.txt`,
  ];
}

/** Below /install for an image of its own; there, what the tools above need is not taken for installed. */
export function installed({ dependencies }: PythonShape, wanted: Wanted): Lines {
  const files = dependencies.requirements[wanted].map((file) => `-r ${file}`).join(' ');
  if (wanted === 'all') return [`RUN pip install ${files}`];
  return [
    '# A project without dependencies gets an empty folder.',
    'RUN mkdir -p /install/lib/python3.13/site-packages \\',
    ` && pip install --no-cache-dir --ignore-installed --prefix=/install ${files}`,
  ];
}

/** Those in a folder keep it. */
const copiedManifests = (manifests: readonly string[]): string[] => {
  const atRoot = manifests.filter((file) => !file.includes('/'));
  return [
    ...(atRoot.length === 0 ? [] : [`COPY ${atRoot.join(' ')} ./`]),
    ...manifests.filter((file) => file.includes('/')).map((file) => `COPY ${file} ./${file}`),
  ];
};
