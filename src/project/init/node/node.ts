import { defineLanguage } from '../language.ts';
import { servedQuestions, type Question } from '../shape.ts';
import { nodeDockerfile } from './node-dockerfile.ts';
import type { NodeShape } from './node-shape.ts';
import { readNode } from './read-node.ts';

export const node = defineLanguage<NodeShape>({
  id: 'node',
  title: 'Node',
  manifests: ['package.json'],
  read: readNode,
  describe: ({ manager, isWorkspace, folder, builds, rootBuilds, start }) =>
    [
      `Node 24, installed by ${manager.id}`,
      isWorkspace && folder !== '' ? `a workspace with the app ${folder}` : undefined,
      builds || rootBuilds ? 'with a build step' : 'without a build step',
      `started by node ${start.value.join(' ')}`,
    ]
      .filter((part) => part !== undefined)
      .join(', '),
  questions: (shape) => [...appQuestion(shape), ...startQuestion(shape), ...servedQuestions(shape)],
  dockerfile: nodeDockerfile,
  ignored: ({ runtime }) => [
    '**/node_modules',
    ...(runtime.kind === 'output' ? runtime.copied.slice(0, 1) : []),
    'coverage',
    '.husky',
  ],
});

function appQuestion(shape: NodeShape): Question<NodeShape>[] {
  const { open, apps, name, ...rest } = shape;
  if (open === undefined) return [];
  return [
    {
      text: 'Which package of the workspace is the app?',
      guess: name,
      choices: apps.map((app) => app.name),
      answered: (answer) => {
        const app = apps.find((one) => one.name === answer);
        return app === undefined ? undefined : { ...rest, apps, ...app };
      },
    },
  ];
}

function startQuestion(shape: NodeShape): Question<NodeShape>[] {
  const { start } = shape;
  if (start.open === undefined) return [];
  return [
    {
      text: 'What does node start, in the folder of the app?',
      guess: start.value.join(' '),
      answered: (answer) => {
        const value = answer.replace(/^node\s+/, '').split(/\s+/);
        return /["'|&;<>$]/.test(answer) ? undefined : { ...shape, start: { value } };
      },
    },
  ];
}
