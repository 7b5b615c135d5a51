/** What was read of a project. `open` says why it is a guess: it is asked on a terminal, and else marked where it is written. */
export interface Found<Value> {
  readonly value: Value;
  readonly open?: string;
}

/** How a project is reached when it runs. */
export interface Served {
  readonly port: Found<number>;
  /** The path that answers if the app is well. */
  readonly health: Found<string>;
}

/** Something that only a person knows. */
export interface Question<Shape> {
  readonly text: string;
  /** What is meant by an empty answer. */
  readonly guess: string;
  readonly choices?: readonly string[];
  /** The shape with the answer in it; undefined if that is none. */
  readonly answered: (answer: string) => Shape | undefined;
}

/** Marks a line that a person has to look at. `init` lists them. */
export const mark = 'DECIDE:';

/** A comment with the mark, or nothing to write. */
export const marked = ({ open }: Found<unknown>, comment = '#'): string | undefined =>
  open === undefined ? undefined : `${comment} ${mark} ${open}`;

/** What is still open of port and health. */
export function servedQuestions<Shape extends Served>(shape: Shape): Question<Shape>[] {
  const port: Question<Shape> = {
    text: 'On which port does the app listen?',
    guess: String(shape.port.value),
    answered: (answer) => {
      const value = /^\d{1,5}$/.test(answer) ? Number(answer) : 0;
      return value >= 1 && value <= 65_535 ? { ...shape, port: { value } } : undefined;
    },
  };
  const health: Question<Shape> = {
    text: 'Which path answers if the app is well?',
    guess: shape.health.value,
    answered: (answer) => (/^\/[^\s"]*$/.test(answer) ? { ...shape, health: { value: answer } } : undefined),
  };
  return [
    ...(shape.port.open === undefined ? [] : [port]),
    ...(shape.health.open === undefined ? [] : [health]),
  ];
}
