import { alpineUser, debianUser, execForm, rootfsUser, textOf } from '../dockerfile-text.ts';
import { mark, marked } from '../shape.ts';
import type { StrategyId } from '../strategy-ids.ts';
import { exported, fromPython, installed, type Lines } from './python-install.ts';
import type { PythonShape } from './python-shape.ts';

type Staged = Exclude<StrategyId, 'single-stage'>;

/** Writes the Dockerfile of a Python project. All strategies but the first have the same three stages. */
export function pythonDockerfile(shape: PythonShape, strategy: StrategyId): string {
  if (strategy === 'single-stage') return textOf(singleStage(shape));
  return textOf([
    ...deps(shape, strategy),
    '',
    'FROM deps AS build',
    'COPY . .',
    "# The runtime's file system may be read-only, so bytecode is written here.",
    'RUN python -m compileall -q .',
    '',
    ...runtime(shape, strategy),
  ]);
}

const singleStage = (shape: PythonShape): Lines => [
  ...fromPython('trixie'),
  environmentOf(shape, ['PYTHONUNBUFFERED=1'], []),
  debianUser,
  ...exported(shape, 'all'),
  ...installed(shape, 'all'),
  'COPY . .',
  'USER app',
  ...started(shape, ['python']),
];

const deps = (shape: PythonShape, strategy: Staged): Lines => [
  ...fromPython(strategy === 'alpine' ? 'alpine' : 'trixie', 'deps'),
  ...(strategy === 'alpine'
    ? [
        '# For packages that bring no wheel for Alpine. Without it, this stage is smaller.',
        'RUN apk add --no-cache build-base',
      ]
    : []),
  ...exported(shape, 'production'),
  ...installed(shape, 'production'),
  ...(strategy === 'scratch' ? rootfs : []),
];

/** As in the strategy of that name: what an interpreter needs where there is nothing. */
const rootfs: Lines = [
  "# The runtime's root: the interpreter, its standard library without what a service never imports, the installed",
  '# packages, and the loader and shared libraries that ldd names for all of them, each at its own path.',
  '# Times are kept (cp -a): bytecode with another time than its source would be compiled again at every start.',
  'RUN mkdir -p /rootfs/etc /rootfs/usr/local/bin /rootfs/usr/local/lib \\',
  ' && cp /usr/local/bin/python3.13 /rootfs/usr/local/bin/ \\',
  ' && cp -a /usr/local/lib/python3.13 /rootfs/usr/local/lib/ \\',
  ' && cd /rootfs/usr/local/lib/python3.13 \\',
  ' && rm -rf config-* ensurepip idlelib lib-dynload/_test* lib-dynload/_tkinter* \\',
  '   pydoc_data site-packages test tkinter turtledemo \\',
  ' && cp -a /install/lib/python3.13/site-packages . \\',
  " && { echo /usr/local/bin/python3.13; find . -name '*.so'; } | xargs ldd | grep -o '/[^ :]* (' | tr -d ' (' | sort -u \\",
  '  | xargs cp -L --parents -t /rootfs \\',
  ...rootfsUser,
];

interface Runtime {
  readonly from: Lines;
  readonly user: string;
  /** Where the packages come from, and where they go. */
  readonly packages: string;
  readonly variables?: readonly string[];
  readonly paths?: readonly string[];
  /** What CMD begins with. */
  readonly python: readonly string[];
}

const own = { user: 'app', packages: 'COPY --from=deps /install /usr/local', python: ['python'] };

const runtimes: Readonly<Record<Staged, Runtime>> = {
  'multi-stage': { ...own, from: ['FROM python:3.13-trixie AS runtime', debianUser] },
  slim: { ...own, from: ['FROM python:3.13-slim-trixie AS runtime', debianUser] },
  alpine: { ...own, from: ['FROM python:3.13-alpine AS runtime', alpineUser] },
  distroless: {
    from: [
      'FROM gcr.io/distroless/python3-debian13:nonroot AS runtime',
      "# Debian's interpreter does not look where pip of the build base installs.",
    ],
    ...{ user: 'nonroot', python: [], paths: ['/app/site-packages'] },
    packages: 'COPY --from=deps /install/lib/python3.13/site-packages ./site-packages',
  },
  scratch: {
    from: ['FROM scratch AS runtime'],
    ...{ user: 'app', packages: 'COPY --from=deps /rootfs /', python: ['python3.13'] },
    variables: ['PATH=/usr/local/bin', 'LD_LIBRARY_PATH=/usr/local/lib'],
  },
};

function runtime(shape: PythonShape, strategy: Staged): Lines {
  const { from, user, packages, variables = [], paths = [], python } = runtimes[strategy];
  return [
    ...from,
    environmentOf(shape, [...variables, 'PYTHONUNBUFFERED=1', 'PYTHONDONTWRITEBYTECODE=1'], paths),
    'WORKDIR /app',
    packages,
    '# All that .dockerignore lets through. Name what the app reads, if that is less.',
    'COPY --from=build /app ./',
    `USER ${user}`,
    ...started(shape, python),
  ];
}

function environmentOf(
  { environment, srcLayout }: PythonShape,
  fixed: readonly string[],
  paths: readonly string[],
): string {
  const searched = [...paths, ...(srcLayout ? ['/app/src'] : [])];
  const found = searched.length === 0 ? [] : [`PYTHONPATH=${searched.join(':')}`];
  const own = Object.entries(environment).map(([name, value]) => `${name}=${value}`);
  return `ENV ${[...fixed, ...found, ...own].join(' ')}`;
}

const started = ({ port, start, remark, otherPython }: PythonShape, python: readonly string[]): Lines => [
  otherPython === undefined
    ? undefined
    : `# ${mark} the project asks for Python ${otherPython}. This is 3.13.`,
  marked(port),
  `EXPOSE ${port.value}`,
  remark === undefined ? undefined : `# ${remark}`,
  python.length === 0 ? "# The base's entrypoint is python itself." : undefined,
  marked(start),
  `CMD ${execForm([...python, ...start.value])}`,
];
