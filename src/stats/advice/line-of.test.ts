import { expect, test } from 'vitest';
import { lineOf } from './line-of.ts';

const lines = {
  'run npm ci': 3,
  'RUN curl x/$V/y': 4,
  'COPY --from=build --chown=1:1 /app /app': 5,
  'COPY ["a b", "${TO:-/d}/"]': 6,
  'RUN --mount=type=cache,target=/c go build': 7,
  'RUN <<EOF\nmake\nEOF': 8,
  'COPY . .': 0,
  'COPY $FROM .': 9,
  'ADD $A /z': 10,
  'ADD x/$A /z': 11,
};

test.each([
  ['a keyword in capitals', 'RUN npm ci', 3],
  ['a variable that is put in', 'RUN curl x/1.2/y', 4],
  ['a variable that stays', 'RUN curl x/$V/y', 4],
  ['flags that the history lacks', 'COPY /app /app', 5],
  ['a list without its signs', 'COPY a b /d/', 6],
  ['a list without its quotes', 'COPY [a b, /d/]', 6],
  ['a mount that the history lacks', 'RUN go build', 7],
  ['the text of a heredoc in short', 'RUN <<EOF (make)', 8],
  ['what stands twice', 'COPY . .', undefined],
  ['what may be one of two', 'ADD x/y /z', undefined],
  ['what goes on', 'RUN npm ci --omit=dev', undefined],
  ['what is not there', 'RUN make', undefined],
])('%s: %s', (_, instruction, line) => {
  expect(lineOf(lines, instruction)).toBe(line);
});
