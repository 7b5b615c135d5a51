import js from '@eslint/js';
import tseslint from 'typescript-eslint';

export default tseslint.config(
  { ignores: ['dist', 'app.ts'] },
  js.configs.recommended,
  ...tseslint.configs.strict,
);
