import type { ProjectFolder } from './project-folder.ts';
import type { Question, Served } from './shape.ts';
import type { StrategyId } from './strategy-ids.ts';

/** A kind of project that `init` can read, and what it writes for it. */
export interface Language<Shape extends Served> {
  readonly id: string;
  readonly title: string;
  /** The files that show that a project is of this kind, the strongest first. */
  readonly manifests: readonly string[];
  /** Throws PROJECT_UNREADABLE. */
  readonly read: (folder: ProjectFolder) => Promise<Shape>;
  /** What was found, in a few words. */
  readonly describe: (shape: Shape) => string;
  /** What is still open. An answered question is not asked again. */
  readonly questions: (shape: Shape) => readonly Question<Shape>[];
  readonly dockerfile: (shape: Shape, strategy: StrategyId) => string;
  /** Lines of .dockerignore, beside those that every project has. */
  readonly ignored: (shape: Shape) => readonly string[];
}

/** Gives the answer to a question, or undefined if nobody is there to answer. */
export type Ask = (
  question: Pick<Question<unknown>, 'text' | 'guess' | 'choices'>,
) => Promise<string | undefined>;

/** A project that was read, with the type of its shape hidden. */
interface ReadProject extends Served {
  readonly description: string;
  readonly dockerfile: (strategy: StrategyId) => string;
  readonly ignored: readonly string[];
}

export interface AnyLanguage extends Pick<Language<Served>, 'id' | 'title' | 'manifests'> {
  /** Reads a project, and asks what it cannot know. Throws PROJECT_UNREADABLE. */
  readonly understand: (folder: ProjectFolder, ask: Ask) => Promise<ReadProject>;
}

export const defineLanguage = <Shape extends Served>(language: Language<Shape>): AnyLanguage => ({
  id: language.id,
  title: language.title,
  manifests: language.manifests,
  understand: async (folder, ask) => {
    const shape = await decide(language, await language.read(folder), ask);
    return {
      port: shape.port,
      health: shape.health,
      description: language.describe(shape),
      dockerfile: (strategy) => language.dockerfile(shape, strategy),
      ignored: language.ignored(shape),
    };
  },
});

/** Asks until nothing is open, or nobody answers. A word that is no answer is asked for again. */
async function decide<Shape extends Served>(
  { questions }: Pick<Language<Shape>, 'questions'>,
  read: Shape,
  ask: Ask,
): Promise<Shape> {
  let shape = read;
  for (let [question] = questions(shape); question !== undefined; [question] = questions(shape)) {
    const answer = await ask(question);
    if (answer === undefined) return shape;
    shape = question.answered(answer.trim() || question.guess) ?? shape;
  }
  return shape;
}
