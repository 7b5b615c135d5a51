import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { dockerfileSteps } from './dockerfile-steps.ts';

const named = (text: string): string[] =>
  dockerfileSteps(text).map(
    ({ stage, number, instruction }) => `[${stage === '' ? '' : `${stage} `}${number}] ${instruction}`,
  );

describe('steps are named and numbered as BuildKit does where the bases are named contexts', () => {
  test.each([
    [
      'a base counts but has no number, a stage without a name is numbered from 0',
      'FROM a AS build\nWORKDIR /w\nFROM a\nRUN b',
      ['[build 1/2] WORKDIR /w', '[stage-1 1/2] RUN b'],
    ],
    ['a single stage has no name', 'FROM a\nRUN b', ['[1/2] RUN b']],
    ['even if it is given one', 'FROM a AS only\nRUN b', ['[1/2] RUN b']],
    [
      'scratch does not count',
      'FROM a AS x\nRUN b\nFROM scratch\nCOPY --from=x / /',
      ['[x 1/2] RUN b', '[stage-1 1/1] COPY --from=x / /'],
    ],
    [
      'nor does another stage',
      'FROM a AS x\nRUN b\nFROM x AS y\nRUN c\nFROM X\nRUN d',
      ['[x 1/2] RUN b', '[y 1/1] RUN c', '[stage-2 1/1] RUN d'],
    ],
    [
      'what ONBUILD puts off are the first steps of each stage that goes on from it, and of no further one',
      'FROM a AS x\nONBUILD COPY r /r\nONBUILD USER u\nRUN b\nFROM x AS y\nRUN c\nFROM y\nRUN d',
      ['[x 1/2] RUN b', '[y 1/1] COPY r /r', '[y 2/1] RUN c', '[stage-2 1/1] RUN d'],
    ],
    [
      'but an image of the name of a later stage does',
      'FROM y AS x\nRUN b\nFROM a AS y\nRUN c',
      ['[x 1/2] RUN b', '[y 1/2] RUN c'],
    ],
    [
      'names of stages are in lower case',
      'FROM a AS Build\nRUN b\nfrom a as RUN2\nRUN c',
      ['[build 1/2] RUN b', '[run2 1/2] RUN c'],
    ],
    [
      'a platform is no base',
      'FROM --platform=linux/amd64 scratch AS x\nCOPY a /\nFROM b\nRUN c',
      ['[x 1/1] COPY a /', '[stage-1 1/2] RUN c'],
    ],
    [
      'RUN, COPY, ADD and WORKDIR are steps, the others are not',
      `
FROM a
ENV A=1
LABEL b=c
WORKDIR /w
USER u
ADD x y
COPY x y
RUN z
EXPOSE 1
VOLUME /v
SHELL ["sh"]
ENTRYPOINT ["e"]
CMD ["c"]
`,
      ['[1/5] WORKDIR /w', '[2/5] ADD x y', '[3/5] COPY x y', '[4/5] RUN z'],
    ],
    [
      'numbers are padded to the width of the total',
      `FROM a\n${'RUN b\n'.repeat(9)}`,
      [...Array.from({ length: 9 }, (_, index) => `[ ${index + 1}/10] RUN b`)],
    ],
    // As recorded of strategies/scratch/python.Dockerfile: the spaces on both sides of the break stay.
    [
      'a continued line is one, with all its spaces',
      'FROM a\nRUN rm one \\\n   two \\\n && x\\\n=1',
      ['[1/2] RUN rm one    two  && x=1'],
    ],
    [
      'remarks and empty lines within it are left out',
      'FROM a\nRUN one \\\n# why\n\n  # more\n && two',
      ['[1/2] RUN one  && two'],
    ],
    ['no stage at all', '# nothing\n', []],
  ])('%s', (_, text, names) => {
    expect(named(text)).toEqual(names);
  });
});

describe('the Dockerfiles of the strategies', () => {
  const strategies = path.join(import.meta.dirname, '..', '..', 'strategies');
  const textOf = (strategy: string, app: string): string =>
    readFileSync(path.join(strategies, strategy, `${app}.Dockerfile`), 'utf8');
  const all = readdirSync(strategies).flatMap((strategy) =>
    ['node', 'go', 'python'].map((app) => [strategy, app]),
  );

  test('single-stage/node: one stage, no name', () => {
    expect(named(textOf('single-stage', 'node'))).toEqual([
      '[1/6] WORKDIR /app',
      '[2/6] COPY package.json package-lock.json ./',
      '[3/6] RUN npm ci',
      '[4/6] COPY . .',
      '[5/6] RUN npm run build',
    ]);
  });

  test('slim/go: the build goes on from the dependencies', () => {
    expect(named(textOf('slim', 'go'))).toEqual([
      '[deps 1/4] WORKDIR /src',
      '[deps 2/4] COPY go.mod go.sum ./',
      '[deps 3/4] RUN go mod download',
      '[build 1/2] COPY . .',
      '[build 2/2] RUN CGO_ENABLED=0 go build -ldflags="-s -w" -o /out/server ./cmd/server',
      '[runtime 1/4] RUN groupadd --system app && useradd --system --gid app --no-create-home app',
      '[runtime 2/4] COPY --from=build /etc/ssl/certs/ca-certificates.crt /etc/ssl/certs/',
      '[runtime 3/4] COPY --from=build /out/server /usr/local/bin/server',
    ]);
  });

  test('scratch/node: a runtime without a base, and continued lines', () => {
    const steps = named(textOf('scratch', 'node'));
    expect(steps.filter((name) => name.startsWith('[runtime'))).toEqual([
      '[runtime 1/5] COPY --from=build /rootfs /',
      '[runtime 2/5] WORKDIR /app',
      '[runtime 3/5] COPY --from=deps /app/node_modules ./node_modules',
      '[runtime 4/5] COPY --from=build /app/package.json ./',
      '[runtime 5/5] COPY --from=build /app/dist ./dist',
    ]);
    expect(steps).toContainEqual(
      expect.stringMatching(
        /^\[build 1\/7\] RUN mkdir -p .* {2}&& cp .* {2}&& echo 'app:x:10001:' > \/rootfs\/etc\/group$/,
      ),
    );
  });

  test.each(all)(
    '%s/%s: as many steps in each stage as its lines say, one line each',
    (strategy = '', app = '') => {
      const text = textOf(strategy, app);
      const counts = text
        .split(/^FROM .*$/m)
        .slice(1)
        .map((stage) => stage.match(/^(RUN|COPY|ADD|WORKDIR) /gm)?.length ?? 0);
      const steps = dockerfileSteps(text);
      const stages = [...Map.groupBy(steps, ({ stage }) => stage).values()];
      expect(stages.map(({ length }) => length)).toEqual(counts);
      expect(steps.filter(({ instruction }) => /[\n\\]/.test(instruction))).toEqual([]);
      for (const stage of stages)
        expect(stage.map(({ number }) => Number(number.split('/')[0]))).toEqual(
          stage.map((_, index) => index + 1),
        );
    },
  );
});
