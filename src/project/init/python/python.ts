import { defineLanguage } from '../language.ts';
import { servedQuestions, type Question } from '../shape.ts';
import { pythonDockerfile } from './python-dockerfile.ts';
import type { PythonShape } from './python-shape.ts';
import { readPython } from './read-python.ts';

export const python = defineLanguage<PythonShape>({
  id: 'python',
  title: 'Python',
  manifests: ['pyproject.toml', 'requirements.txt'],
  read: readPython,
  describe: ({ dependencies, start }) =>
    `Python 3.13, dependencies by ${dependencies.manager}, started by python ${start.value.join(' ')}`,
  questions: (shape) => [...startQuestion(shape), ...servedQuestions(shape)],
  dockerfile: pythonDockerfile,
  ignored: () => [
    ...['**/__pycache__', '**/*.pyc', '.venv', 'venv', '*.egg-info'],
    ...['.pytest_cache', '.mypy_cache', '.ruff_cache'],
    '# Take this line out if the image is to run the tests.',
    'tests',
  ],
});

function startQuestion(shape: PythonShape): Question<PythonShape>[] {
  const { start, scripts } = shape;
  if (start.open === undefined) return [];
  const names = Object.keys(scripts);
  if (names.length > 1)
    return [
      {
        text: 'Which script does the image start?',
        guess: names[0] ?? '',
        choices: names,
        answered: (answer) => {
          const value = scripts[answer];
          return value === undefined ? undefined : { ...shape, start: { value } };
        },
      },
    ];
  return [
    {
      text: 'What does python start, in the folder of the project?',
      guess: start.value.join(' '),
      answered: (answer) => {
        const value = answer.replace(/^python3?\s+/, '').split(/\s+/);
        return /["'|&;<>$]/.test(answer) ? undefined : { ...shape, start: { value } };
      },
    },
  ];
}
