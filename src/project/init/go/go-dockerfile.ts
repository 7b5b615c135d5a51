import { alpineUser, debianUser, execForm, rootfsUser, textOf } from '../dockerfile-text.ts';
import { mark, marked } from '../shape.ts';
import type { StrategyId } from '../strategy-ids.ts';
import type { GoShape } from './go-shape.ts';

type Lines = readonly (string | undefined)[];

/** Writes the Dockerfile of a Go module. All strategies but the first have the same three stages. */
export function goDockerfile(shape: GoShape, strategy: StrategyId): string {
  if (strategy === 'single-stage') return textOf(singleStage(shape));
  return textOf([...deps(shape, strategy), '', ...build(shape, strategy), '', ...runtime(shape, strategy)]);
}

const singleStage = (shape: GoShape): Lines => [
  `FROM golang:${shape.version}-trixie`,
  debianUser,
  ...fetched(shape),
  'COPY . .',
  ...compiled(shape, '/usr/local/bin/'),
  'USER app',
  ...started(shape),
];

const deps = (shape: GoShape, strategy: StrategyId): Lines => [
  `FROM golang:${shape.version}-${strategy === 'alpine' ? 'alpine' : 'trixie'} AS deps`,
  ...fetched(shape),
];

const build = (shape: GoShape, strategy: StrategyId): Lines => [
  'FROM deps AS build',
  ...(strategy === 'scratch'
    ? [
        'RUN mkdir -p /rootfs/etc/ssl/certs \\',
        ' && cp /etc/ssl/certs/ca-certificates.crt /rootfs/etc/ssl/certs/ \\',
        ...rootfsUser,
      ]
    : []),
  'COPY . .',
  ...compiled(shape, '/out/'),
];

/** What each runtime begins with, and as whom it runs. */
const bases: Readonly<Record<Exclude<StrategyId, 'single-stage'>, (shape: GoShape) => Lines>> = {
  'multi-stage': ({ version }) => [`FROM golang:${version}-trixie AS runtime`, debianUser],
  slim: () => [
    'FROM debian:trixie-slim AS runtime',
    debianUser,
    '# The slim distribution has no CA certificates.',
    'COPY --from=build /etc/ssl/certs/ca-certificates.crt /etc/ssl/certs/',
  ],
  alpine: () => ['FROM alpine:3.23 AS runtime', alpineUser],
  distroless: () => ['FROM gcr.io/distroless/static-debian13:nonroot AS runtime'],
  scratch: () => [
    '# Only the programs, CA certificates and a user. Time zones are missing: import time/tzdata if the app needs them.',
    'FROM scratch AS runtime',
    'ENV PATH=/usr/local/bin',
    'COPY --from=build /rootfs /',
  ],
};

const runtime = (shape: GoShape, strategy: Exclude<StrategyId, 'single-stage'>): Lines => [
  ...bases[strategy](shape),
  '# Files that the app reads at run time, and does not embed, have to be copied here, too.',
  'COPY --from=build /out/ /usr/local/bin/',
  `USER ${strategy === 'distroless' ? 'nonroot' : 'app'}`,
  ...started(shape),
];

const fetched = ({ manifests, vendored }: GoShape): Lines => [
  'WORKDIR /src',
  ...copiedManifests(manifests),
  vendored ? undefined : 'RUN go mod download',
];

/** Those of inner modules keep their folders. */
const copiedManifests = (manifests: readonly string[]): string[] => [
  `COPY ${manifests.filter((file) => !file.includes('/')).join(' ')} ./`,
  ...manifests.filter((file) => file.includes('/')).map((file) => `COPY ${file} ./${file}`),
];

const compiled = ({ commands, usesC }: GoShape, to: string): Lines => [
  usesC
    ? `# ${mark} some files import "C". They are left out without cgo; with it, the runtime needs the same C library.`
    : undefined,
  `RUN CGO_ENABLED=0 go build -ldflags="-s -w" -o ${to} ${commands.map(packageOf).join(' ')}`,
];

const packageOf = ({ folder }: { readonly folder: string }): string => (folder === '.' ? '.' : `./${folder}`);

const started = ({ port, start }: GoShape): Lines => [
  marked(port),
  `EXPOSE ${port.value}`,
  marked(start),
  `CMD ${execForm([start.value.name])}`,
];
