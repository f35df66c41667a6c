const swc = [
  '@swc/jest',
  {
    jsc: {
      target: 'es2022',
      parser: { syntax: 'typescript', tsx: true },
      transform: { react: { runtime: 'automatic' } }
    }
  }
];

/** @type {import('jest').Config} */
export default {
  testMatch: ['<rootDir>/test/**/*.test.{ts,tsx}'],
  testPathIgnorePatterns: ['/node_modules/', '<rootDir>/test/browser/'],
  modulePathIgnorePatterns: [
    '<rootDir>/lib/',
    '<rootDir>/bench/[a-z]+/node_modules/',
    '<rootDir>/jupyterlab_attention/',
    '<rootDir>/_lite/',
    '<rootDir>/.venv/',
    '<rootDir>/.venv-'
  ],
  // It ends what hangs and measures nothing: a busy machine may take its time.
  testTimeout: 900_000,
  setupFiles: ['<rootDir>/test/setup/page.ts'],
  moduleNameMapper: {
    '\\.css$': '<rootDir>/test/setup/style.ts',
    '^@jupyterlab/': '<rootDir>/test/setup/jupyterlab.ts'
  },
  extensionsToTreatAsEsm: ['.ts', '.tsx'],
  // d3 comes as ES modules only.
  transformIgnorePatterns: ['/node_modules/(?!d3-)'],
  transform: { '\\.tsx?$': swc, '/scripts/[a-z/-]+\\.mjs$': swc, '/d3-[a-z-]+/.*\\.m?js$': swc }
};
