import { describe, expect, test } from 'vitest';
import { projectFolder, requestOf } from './project-folder.fixture.ts';
import { readProject } from './read-project.ts';

describe('an edit changes what is built', () => {
  const there = {
    ...{ 'src/a.ts': '', 'docs/b.ts': '', 'api/c.ts': '', 'web/d.ts': '', 'web/e.gen.ts': '' },
    ...{ 'docs/package.json': '{}', 'web/x/package.json': '{}' },
  };
  test.each<[string, Record<string, string>, string[][], object?]>([
    [
      'and not what only a stage copies that is left out',
      { Dockerfile: 'FROM a AS docs\nCOPY docs /\nFROM a\nCOPY web /' },
      [['web/d.ts'], ['web/x/package.json']],
    ],
    [
      'where a target is built, too',
      { Dockerfile: 'FROM a AS docs\nCOPY api /\nFROM a\nCOPY web /' },
      [['api/c.ts']],
      { target: 'docs' },
    ],
    [
      'by the value of a variable',
      { Dockerfile: 'ARG D=api\nFROM a\nARG D\nENV E=$D\nCOPY "${E}" /' },
      [['api/c.ts']],
    ],
    [
      'without what --exclude leaves out',
      { Dockerfile: 'FROM a\nCOPY --exclude=d.ts --exclude=**/*.json web api/*.txt /' },
      [['web/e.gen.ts']],
    ],
    [
      'in as many variants as can be',
      { Dockerfile: 'FROM a\nCOPY . /', 'x.Dockerfile': 'FROM a\nCOPY web /', 'y.Dockerfile': 'FROM a' },
      [['web/d.ts'], ['web/x/package.json']],
    ],
  ])('%s', async (_, dockerfiles, changed, said = {}) => {
    const { app } = await readProject(requestOf(projectFolder({ ...there, ...dockerfiles }), said));
    expect(app.edits.map(({ files }) => files)).toEqual(changed);
  });
});
