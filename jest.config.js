import process from 'node:process'

/** With `ON=bundle`, only files with stories that can play there, because all others would only be repeated. */
const stories = [
  '<rootDir>/__tests__/blackbox/*.test.ts',
  '<rootDir>/__tests__/faults/{cancel,hostile,secrets,surroundings}.test.ts'
]

export default {
  testEnvironment: 'node',
  testMatch: process.env['ON'] === 'bundle' ? stories : ['<rootDir>/__tests__/**/*.test.ts'],
  extensionsToTreatAsEsm: ['.ts'],
  // Mutation testing keeps copies of the project there.
  modulePathIgnorePatterns: ['<rootDir>/coverage/'],
  setupFiles: ['<rootDir>/__tests__/seed.ts'],
  // The same replacements as in the bundle: src/shims/tsconfig.json.
  moduleNameMapper: {
    '^@actions/exec$': '<rootDir>/src/shims/exec.ts',
    '^(undici|@actions/http-client|@octokit/plugin-(paginate-rest|rest-endpoint-methods))$':
      '<rootDir>/src/shims/unused.ts'
  },
  transform: { '\\.ts$': '<rootDir>/scripts/strip-types.js' },
  reporters: ['default', '<rootDir>/scripts/bundle-reporter.js', '<rootDir>/scripts/closing-line.js'],
  // Nearly all of a test is waiting for the processes that it starts.
  maxWorkers: '100%',
  testTimeout: 60_000
}
