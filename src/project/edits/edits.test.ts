import { expect, test } from 'vitest';
import { withRemark } from './comments.ts';
import { dependencyEdit } from './dependency-edits.ts';

test.each([
  ['a.ts', 'x', 'x\n// stagebench r1\n'],
  ['a.py', 'x\n', 'x\n# stagebench r1\n'],
  ['a.css', '', '/* stagebench r1 */\n'],
  ['a.vue', 'x\n', 'x\n<!-- stagebench r1 -->\n'],
  ['a.sql', 'x\n', 'x\n-- stagebench r1\n'],
  ['a.php', '<?php x();\n', '<?php x();\n// stagebench r1\n'],
  ['a.php', '<?php x(); ?>\n', '<?php x(); ?>\n<?php // stagebench r1 ?>\n'],
])('a remark in %s stands behind %j', (file, text, edited) => {
  expect(withRemark(file, text, 'r1')).toBe(edited);
});

test('a language that is not known has no remark', () => {
  expect(withRemark('a.cobol', 'x', 'r1')).toBeUndefined();
});

test.each<[string, string[], string[]]>([
  ['npm', ['package.json', 'package-lock.json'], ['package.json', 'package-lock.json']],
  ['pnpm', ['package.json', 'pnpm-lock.yaml'], ['package.json', 'pnpm-lock.yaml']],
  ['Go', ['go.mod', 'go.sum', 'main.go'], ['go.mod', 'go.sum']],
  ['uv', ['pyproject.toml', 'uv.lock'], ['pyproject.toml', 'uv.lock']],
  ['pip', ['requirements.txt'], ['requirements.txt']],
  [
    'pip, by use',
    ['requirements-prod.txt', 'dev-requirements.txt', 'requirements.md'],
    ['dev-requirements.txt', 'requirements-prod.txt'],
  ],
  ['pip, in a folder', ['requirements/base.txt', 'app.py'], ['requirements/base.txt']],
  ['Rust', ['Cargo.toml', 'Cargo.lock'], ['Cargo.toml']],
  ['Maven', ['pom.xml'], ['pom.xml']],
  ['Gradle', ['build.gradle.kts'], ['build.gradle.kts']],
  ['Ruby', ['Gemfile', 'Gemfile.lock'], ['Gemfile']],
  ['PHP', ['composer.json', 'composer.lock'], ['composer.json']],
  ['.NET', ['src/App.csproj'], ['src/App.csproj']],
  ['the one nearest to the top', ['web/package.json', 'go.mod'], ['go.mod']],
])('dependencies of %s', (_, files, changed) => {
  expect(dependencyEdit(files)?.edit.files.toSorted()).toEqual(changed.toSorted());
});

test('a version stays valid, and the same in manifest and lockfile', () => {
  const edit = dependencyEdit(['package.json', 'package-lock.json'])?.edit;
  const lock = '{"version":"1.0.0","packages":{"":{"version":"1.0.0"},"a":{"version":"2.0.0"}}}';
  const marked = edit?.apply('package.json', '\uFEFF{"version":"1.0.0"}', 'r-1') ?? '';
  expect(marked).toBe(edit?.apply('package.json', '{"version":"1.0.0"}', 'r-1'));
  expect(JSON.parse(edit?.apply('package.json', '{"version":"1.0.0"}', 'r-1') ?? '')).toEqual({
    version: '1.0.0+r-1',
  });
  expect(JSON.parse(edit?.apply('package-lock.json', lock, 'r-1') ?? '')).toEqual({
    version: '1.0.0+r-1',
    packages: { '': { version: '1.0.0+r-1' }, a: { version: '2.0.0' } },
  });
});
