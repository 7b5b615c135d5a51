import { defineLanguage } from '../language.ts';
import { servedQuestions, type Question } from '../shape.ts';
import { goDockerfile } from './go-dockerfile.ts';
import { readGo, type GoShape } from './go-shape.ts';

export const go = defineLanguage<GoShape>({
  id: 'go',
  title: 'Go',
  manifests: ['go.mod'],
  read: readGo,
  describe: ({ version, commands }) =>
    `Go ${version}, ${commands.length === 1 ? 'one command' : `${commands.length} commands`}: ${commands.map(({ name }) => name).join(', ')}`,
  questions: (shape) => [...startQuestion(shape), ...servedQuestions(shape)],
  dockerfile: goDockerfile,
  // A test changes no image.
  ignored: () => ['**/*_test.go', 'bin'],
});

function startQuestion(shape: GoShape): Question<GoShape>[] {
  const { start, commands } = shape;
  if (start.open === undefined) return [];
  return [
    {
      text: 'Which command does the image start?',
      guess: start.value.name,
      choices: commands.map(({ name }) => name),
      answered: (answer) => {
        const value = commands.find(({ name }) => name === answer);
        return value === undefined ? undefined : { ...shape, start: { value } };
      },
    },
  ];
}
