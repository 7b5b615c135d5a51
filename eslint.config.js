import { builtinModules } from 'node:module';
import { defineConfig, globalIgnores } from 'eslint/config';
import tseslint from 'typescript-eslint';

const pure = 'it is pure: the same input gives the same output, with no machine around it';
const tables = 'rows and reports can be made again from results/ where there is no engine';

/** The Rooms table of the architecture: what each folder must not import, and why. */
const rooms = [
  {
    room: 'src/plan',
    not: [
      'src/engine',
      'src/bases',
      'src/inspect',
      'src/measure',
      'src/record',
      'src/stats',
      'src/report',
      'bench',
    ],
    why: pure,
  },
  {
    room: 'src/lock',
    not: [
      'src/plan',
      'src/engine',
      'src/bases',
      'src/inspect',
      'src/measure',
      'src/record',
      'src/stats',
      'src/report',
      'bench',
    ],
    why: 'engine and record lock with it, and share nothing else',
  },
  {
    room: 'src/engine',
    not: ['src/plan', 'src/measure', 'src/record', 'src/report', 'bench'],
    why: 'an engine builds and runs images and knows nothing of what is measured with it',
  },
  {
    room: 'src/bases',
    not: ['src/measure', 'src/record', 'src/report', 'bench'],
    why: 'a base is there before anything is measured',
  },
  {
    room: 'src/inspect',
    not: ['src/plan', 'src/record', 'src/report', 'bench'],
    why: 'it says what is in one image, whichever run that belongs to',
  },
  {
    room: 'src/measure',
    not: ['src/record', 'src/report', 'bench'],
    why: 'it hands samples on as events; what becomes of them is not its business',
  },
  { room: 'src/record', not: ['src/engine', 'src/measure', 'src/report', 'bench'], why: tables },
  { room: 'src/stats', not: ['src/engine', 'src/measure', 'src/report', 'bench'], why: pure },
  { room: 'src/report', not: ['src/engine', 'src/measure', 'bench'], why: tables },
];

/** Packages that speak to Docker or start processes; only engine, bases and inspect may. */
const dockerPackages = ['dockerode', 'execa', 'tar-stream'];
const noDocker = `^(${dockerPackages.join('|')})(/|$)`;
const noNode = `^node:|^(${builtinModules.join('|')})$`;

/** One rule per room: other rooms by their folder names in a relative import, packages by their names. */
const roomRule = ({ room, not, why }) => ({
  name: `stagebench/${room}`,
  files: [`${room}/**/*.ts`],
  rules: {
    'no-restricted-imports': [
      'error',
      {
        patterns: [
          {
            regex: `^(\\.\\./)+(${not.map((folder) => folder.replace('src/', '')).join('|')})/`,
            message: `${room}: ${why}.`,
          },
          ...(packages[room] ?? []).map(({ regex, reason }) => ({ regex, message: `${room}: ${reason}.` })),
        ],
      },
    ],
  },
});

const packages = {
  'src/plan': [{ regex: `${noNode}|${noDocker}`, reason: pure }],
  'src/stats': [{ regex: `${noNode}|${noDocker}`, reason: pure }],
  'src/measure': [{ regex: noDocker, reason: 'it speaks to an engine only through the Engine interface' }],
};

export default defineConfig(
  globalIgnores(['node_modules', 'results', 'sample-apps/*/**', '!sample-apps/*/app.ts']),
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
  ...rooms.map(roomRule),
  {
    name: 'stagebench/domain',
    files: ['src/domain/**/*.ts'],
    ignores: ['**/*.test.ts'],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          patterns: [
            {
              regex: '^(?!\\./)',
              message: 'src/domain: the nouns stand alone, without packages and without Node.',
            },
          ],
        },
      ],
    },
  },
  {
    name: 'stagebench/definitions-are-data',
    files: ['sample-apps/*/app.ts', 'strategies/*/strategy.ts'],
    rules: {
      '@typescript-eslint/no-restricted-imports': [
        'error',
        {
          patterns: [
            {
              regex: '^(?!\\.\\./\\.\\./src/domain/)',
              message: 'A definition is data: it knows nothing but the types in src/domain.',
            },
            { regex: '.', allowTypeImports: true, message: 'A definition is data: it imports types only.' },
          ],
        },
      ],
    },
  },
  {
    name: 'stagebench/no-clock-and-no-dice',
    files: ['src/plan/**/*.ts', 'src/stats/**/*.ts', 'src/domain/**/*.ts'],
    ignores: ['**/*.test.ts'],
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
    files: ['**/*.test.ts', '**/*.test.itg.ts', '**/*.contract.ts', '**/*.fixture.ts'],
    rules: {
      // vitest's asymmetric matchers are typed `any`.
      '@typescript-eslint/no-unsafe-assignment': 'off',
    },
  },
  { files: ['**/*.js'], extends: [tseslint.configs.disableTypeChecked] },
);
