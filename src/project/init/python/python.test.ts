import { describe, expect, test } from 'vitest';
import { fixture, initOf, writtenProject } from '../written-project.fixture.ts';

const uvLock = { 'uv.lock': 'version = 1\n' };

test('pip and WSGI: gunicorn serves the object that the sources name', async () => {
  const { description, strategy } = await initOf(fixture('python-pip'));
  expect(description).toBe('Python 3.13, dependencies by pip, started by python -m gunicorn app:app');
  expect(strategy('alpine')).toMatchInlineSnapshot(`
    "FROM python:3.13-alpine AS deps
    WORKDIR /app
    # For packages that bring no wheel for Alpine. Without it, this stage is smaller.
    RUN apk add --no-cache build-base
    COPY requirements.txt ./
    # A project without dependencies gets an empty folder.
    RUN mkdir -p /install/lib/python3.13/site-packages \\
     && pip install --no-cache-dir --ignore-installed --prefix=/install -r requirements.txt

    FROM deps AS build
    COPY . .
    # The runtime's file system may be read-only, so bytecode is written here.
    RUN python -m compileall -q .

    FROM python:3.13-alpine AS runtime
    RUN addgroup -S app && adduser -S -G app app
    ENV PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 PORT=8000
    WORKDIR /app
    COPY --from=deps /install /usr/local
    # All that .dockerignore lets through. Name what the app reads, if that is less.
    COPY --from=build /app ./
    USER app
    EXPOSE 8000
    # gunicorn listens on PORT, on all addresses.
    CMD ["python", "-m", "gunicorn", "app:app"]
    "
  `);
});

test('poetry and a script: what the installed script would do', async () => {
  const { strategy } = await initOf(fixture('python-poetry'));
  expect(strategy('distroless')).toMatchInlineSnapshot(`
    "FROM python:3.13-trixie AS deps
    WORKDIR /app
    RUN pip install --no-cache-dir poetry==2.5.1 poetry-plugin-export==1.10.1
    COPY pyproject.toml poetry.lock ./
    RUN poetry export --output requirements.txt
    # A project without dependencies gets an empty folder.
    RUN mkdir -p /install/lib/python3.13/site-packages \\
     && pip install --no-cache-dir --ignore-installed --prefix=/install -r requirements.txt

    FROM deps AS build
    COPY . .
    # The runtime's file system may be read-only, so bytecode is written here.
    RUN python -m compileall -q .

    FROM gcr.io/distroless/python3-debian13:nonroot AS runtime
    # Debian's interpreter does not look where pip of the build base installs.
    ENV PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 PYTHONPATH=/app/site-packages
    WORKDIR /app
    COPY --from=deps /install/lib/python3.13/site-packages ./site-packages
    # All that .dockerignore lets through. Name what the app reads, if that is less.
    COPY --from=build /app ./
    USER nonroot
    EXPOSE 8200
    # The base's entrypoint is python itself.
    CMD ["-c", "import sys; from greeter.main import main; sys.exit(main())"]
    "
  `);
  expect(strategy('single-stage')).toContain('poetry export --with dev --output');
});

test('uv and ASGI in src/: what uv locks is installed, and found in both folders', async () => {
  const pyproject =
    '[project]\nname = "x"\nversion = "1"\ndependencies = ["starlette[full]>=1", "uvicorn"]\n';
  const main = 'app = Starlette()\n';
  const files = { ...uvLock, 'pyproject.toml': pyproject, 'src/x/main.py': main };
  const text = (await initOf(writtenProject(files))).strategy('distroless');
  expect(text).toContain('RUN uv export --quiet --frozen --no-dev --no-emit-project');
  expect(text).toContain('PYTHONPATH=/app/site-packages:/app/src');
  expect(text).toContain(`CMD ["-c", "import os, uvicorn; uvicorn.run('x.main:app', `);
  expect(text).not.toContain('DECIDE');
});

test('poetry without a lockfile locks in the image, and that is marked', async () => {
  const pyproject = '[tool.poetry]\nname = "x"\n[tool.poetry.dependencies]\npython = "^3.13"\n';
  const text = (await initOf(writtenProject({ 'pyproject.toml': pyproject }))).strategy('slim');
  expect(text).toContain('COPY pyproject.toml ./\n# DECIDE: there is no lockfile');
  expect(text).toContain('RUN poetry lock && poetry export --output requirements.txt\n');
});

describe('what is started', () => {
  const requirements = (...names: string[]) => ({
    'requirements.txt': names.map((one) => `${one}==1\n`).join(''),
  });
  test.each<[string, Readonly<Record<string, string>>, string]>([
    [
      'a function that makes the app',
      { ...requirements('Flask', 'gunicorn'), 'shop/__init__.py': 'def create_app():\n    return Flask()\n' },
      '["python", "-m", "gunicorn", "shop:create_app()"]',
    ],
    [
      'what the settings of gunicorn name',
      {
        ...requirements('gunicorn'),
        'a.py': 'app = Flask(__name__)\n',
        'gunicorn.conf.py': 'wsgi_app = "a:app"\n',
      },
      '["python", "-m", "gunicorn"]',
    ],
    [
      'by waitress',
      { ...requirements('waitress'), 'a.py': 'app: Flask = flask.Flask(__name__)\n' },
      '["python", "-m", "waitress", "--listen=*:8000", "a:app"]',
    ],
    [
      'by hypercorn, the object that is nearest to the root',
      { ...requirements('hypercorn'), 'x/y/z.py': 'old = Quart()\n', 'x/a.py': 'app = Quart()\n' },
      '["python", "-m", "hypercorn", "--bind", "0.0.0.0:8000", "x.a:app"]',
    ],
    [
      'a function for uvicorn',
      { ...requirements('uvicorn'), 'a.py': 'def create_app():\n    return FastAPI()\n' },
      `port=int(os.environ.get('PORT') or 8000), factory=True)"]`,
    ],
    [
      'a file that starts itself',
      { ...requirements(), 'a/b.py': 'if __name__ == "__main__":\n    main()\n' },
      '["python", "-m", "a.b"]',
    ],
    ['a package that does', { ...requirements(), 'a/__main__.py': 'main()\n' }, '["python", "-m", "a"]'],
  ])('%s', async (_, files, command) => {
    expect((await initOf(writtenProject(files))).strategy('slim')).toContain(command);
  });
});

test('of two scripts one is started, and the choice is asked', async () => {
  const pyproject = '[project]\nname = "x"\nversion = "1"\n[project.scripts]\na = "x:a"\nb = "x.y:App.run"\n';
  const folder = writtenProject({ ...uvLock, 'pyproject.toml': pyproject });
  expect((await initOf(folder)).strategy('slim')).toContain('# DECIDE: the image starts a. It could be b.\n');
  const { strategy } = await initOf(folder, ({ choices }) =>
    Promise.resolve(choices === undefined ? '' : 'b'),
  );
  expect(strategy('slim')).toContain(
    'CMD ["python", "-c", "import sys; from x.y import App; sys.exit(App.run())"]',
  );
});

test('requirements that a file includes are copied, too', async () => {
  const files = {
    'requirements/base.txt': '-c limits.txt\nflask==1\n',
    'requirements/limits.txt': '',
    'requirements-dev.txt': '-r requirements/base.txt\npytest==1\n',
  };
  const { strategy } = await initOf(
    writtenProject({ 'requirements/production.txt': '-r base.txt\n', 'pyproject.toml': '', ...files }),
  );
  for (const file of ['production', 'base', 'limits'])
    expect(strategy('slim')).toContain(`COPY requirements/${file}.txt ./requirements/${file}.txt\n`);
  expect(strategy('slim')).toContain('--prefix=/install -r requirements/production.txt\n');
  expect(strategy('slim')).not.toContain('-dev');
  expect(strategy('single-stage')).toContain('-r requirements/production.txt -r requirements-dev.txt\n');
});

describe('a person has to look at', () => {
  const manifest = (more: string): string => `[project]\nname = "x"\nversion = "1"\n${more}\n`;
  test.each<[string, Readonly<Record<string, string>>, string]>([
    [
      'dependencies without a lockfile',
      { 'pyproject.toml': manifest('dependencies = ["a"]') },
      'there is no lockfile',
    ],
    [
      'another Python',
      { ...uvLock, 'pyproject.toml': manifest('requires-python = ">=3.9,<3.12"') },
      'the project asks for Python >=3.9,<3.12. This is 3.13.',
    ],
    [
      'an app without a server',
      { 'requirements.txt': 'flask\n', 'a.py': 'app = Flask()\n' },
      'no server is among',
    ],
    ['nothing to start', { 'requirements.txt': '' }, 'nothing says what is started.'],
  ])('%s', async (_, files, mark) => {
    expect((await initOf(writtenProject(files))).strategy('slim')).toContain(`# DECIDE: ${mark}`);
  });
});

test('a newer Python that is allowed is no question', async () => {
  const pyproject = '[project]\nrequires-python = ">=3.11,<4"\n';
  const text = (await initOf(writtenProject({ ...uvLock, 'pyproject.toml': pyproject }))).strategy('slim');
  expect(text).not.toContain('asks for Python');
});

test('a manifest that is no TOML is refused with its place', async () => {
  await expect(initOf(writtenProject({ 'pyproject.toml': '[project\nname' }))).rejects.toMatchObject({
    code: 'PROJECT_UNREADABLE',
    message: expect.stringMatching(/pyproject\.toml is no TOML: .*\n\n1:/s),
  });
});

test('a project of two languages is asked about; nobody there means the one that is not for its assets', async () => {
  const folder = writtenProject({ 'requirements.txt': '', 'package.json': '{}' });
  expect((await initOf(folder)).description).toContain('Python');
  const { description } = await initOf(folder, ({ choices }) =>
    Promise.resolve(choices?.includes('node') ? 'node' : ''),
  );
  expect(description).toContain('Node');
});
