import { builtinModules } from 'node:module';
import { defineConfig, globalIgnores } from 'eslint/config';
import tseslint from 'typescript-eslint';
import { rooms } from './bench/rooms.ts';

const patterns = {
  all: '^[^.]',
  node: `^node:|^(${builtinModules.join('|')})$`,
  docker: '^(dockerode|execa|tar-stream)(/|$)',
};

/** What the files of a room must not import: other rooms by the paths that lead there, packages by their names. */
function forbidden({ room, may, not = [], packages = [] }) {
  const others = rooms
    .map((other) => other.room)
    .filter((name) => name !== room && !room.startsWith(`${name}/`));
  const rest =
    may === undefined
      ? [...not, 'bench', 'sample-apps', 'strategies']
      : others.filter((name) => !may.includes(name));
  const folders = rest.map((name) => name.replace('src/', ''));
  return [`^(\\.\\./)+(src/)?(${folders.join('|')})/`, ...packages.map((name) => patterns[name])];
}

const roomRule = (room) => ({
  name: `stagebench/${room.room}`,
  files: [room.typesOnly ? `${room.room}/*/*.ts` : `${room.room}/**/*.ts`, `${room.room}/*.ts`],
  ignores: room.packages === undefined ? [] : ['**/*.test.ts', '**/*.fixture.ts', '**/index.ts'],
  rules: {
    '@typescript-eslint/no-restricted-imports': [
      'error',
      {
        patterns: [
          ...forbidden(room).map((regex) => ({ regex, message: `${room.room}: ${room.why}.` })),
          ...(room.typesOnly
            ? [{ regex: '.', allowTypeImports: true, message: `${room.room}: ${room.why}.` }]
            : []),
        ],
      },
    ],
  },
});

export default defineConfig(
  globalIgnores([
    'node_modules',
    'dist',
    'results',
    'src/project/init/fixtures',
    'bench/itg/projects',
    'sample-apps/*/**',
    '!sample-apps/*/app.ts',
    'bench/experiments/*/app/**',
  ]),
  tseslint.configs.strictTypeChecked,
  {
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      'max-lines': ['error', { max: 300 }],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      // An object that does nothing yet is written as one; an async method may have nothing to wait for.
      '@typescript-eslint/no-empty-function': 'off',
      '@typescript-eslint/require-await': 'off',
    },
  },
  ...rooms.filter(({ room }) => room !== 'bench').map(roomRule),
  {
    name: 'stagebench/no-clock-and-no-dice',
    files: ['src/plan/**/*.ts', 'src/stats/**/*.ts', 'src/domain/**/*.ts'],
    ignores: ['**/*.test.ts', '**/*.fixture.ts'],
    rules: {
      'no-restricted-globals': [
        'error',
        ...['Date', 'performance', 'process', 'crypto'].map((name) => ({
          name,
          message: `Pure code: clock, seed and process are passed in.`,
        })),
      ],
      'no-restricted-properties': [
        'error',
        { object: 'Math', property: 'random', message: 'Pure code: take the seed that is passed in.' },
      ],
    },
  },
  {
    name: 'stagebench/tests',
    files: ['**/*.test.ts', '**/*.test.itg.ts', '**/*.test.full.ts', '**/*.contract.ts', '**/*.fixture.ts'],
    rules: {
      // vitest's asymmetric matchers are typed `any`.
      '@typescript-eslint/no-unsafe-assignment': 'off',
    },
  },
  { files: ['**/*.js'], extends: [tseslint.configs.disableTypeChecked] },
);
