import jupyter from '@jupyter/eslint-plugin';
import reactHooks from 'eslint-plugin-react-hooks';
import tseslint from 'typescript-eslint';

const WAIT =
  'A test waits for a condition and depends on no time: expect.poll, until, fake timers.';
const withoutTime = name => ({ name, message: WAIT });

export default tseslint.config(
  {
    // assembly/ is AssemblyScript, which only looks like TypeScript.
    ignores: [
      'assembly/',
      'lib/',
      'bench/*/dist/',
      '_docs/',
      '_lite/',
      '.venv/',
      '.venv-*/',
      'jupyterlab_attention/labextension/',
      'test-results/'
    ]
  },
  {
    files: ['**/*.{ts,tsx}'],
    extends: [...tseslint.configs.recommendedTypeChecked],
    languageOptions: { parserOptions: { projectService: true } },
    plugins: { 'react-hooks': reactHooks, jupyter },
    rules: {
      ...Object.fromEntries(
        [
          'plugin-description',
          'plugin-id-convention',
          'plugin-activation-args',
          'no-translation-concatenation'
        ].map(name => [`jupyter/${name}`, 'error'])
      ),
      'react-hooks/rules-of-hooks': 'error',
      'react-hooks/exhaustive-deps': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-unused-vars': [
        'error',
        { varsIgnorePattern: '^_', argsIgnorePattern: '^_' }
      ],
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      'no-console': ['error', { allow: ['error'] }],
      '@typescript-eslint/unbound-method': 'off', // Lumino's connect(this.method, this)
      eqeqeq: 'error',
      'max-lines-per-function': ['error', { max: 90, skipBlankLines: true, skipComments: true }]
    }
  },
  {
    files: ['test/**', 'bench/class/**'],
    rules: {
      'max-lines-per-function': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
      // Who waits for a condition is right on a slow machine too.
      'no-restricted-globals': ['error', ...['setTimeout', 'setInterval'].map(withoutTime)],
      'no-restricted-imports': [
        'error',
        ...['node:timers', 'node:timers/promises'].map(withoutTime)
      ],
      'no-restricted-properties': [
        'error',
        { property: 'waitForTimeout', message: WAIT },
        { object: 'Date', property: 'now', message: WAIT },
        { object: 'performance', property: 'now', message: WAIT }
      ]
    }
  },
  {
    // It is an extension of somebody else.
    files: ['test/browser/listener/**'],
    rules: { 'jupyter/plugin-id-convention': 'off' }
  },
  {
    // What measures times has to read a clock.
    files: ['test/bench/**'],
    rules: { 'no-restricted-properties': ['error', { property: 'waitForTimeout', message: WAIT }] }
  },
  {
    // It measures what is asked of a server in a time in which nothing is done.
    files: ['bench/class/**'],
    rules: {
      'no-restricted-globals': 'off',
      'no-restricted-properties': 'off'
    }
  }
);
