import process from 'node:process'

/** With `ON=bundle`, only the files with stories that can play there, because everything else would be repeated. */
const onTheBundle = [
  '<rootDir>/__tests__/blackbox/*.test.ts',
  '<rootDir>/__tests__/faults/{cancel,hostile,secrets,surroundings}.test.ts'
]

/** `npm run test:simulator` tests the simulators, which change less often than the action. */
const inProcess = ['<rootDir>/__tests__/!(simulator)/**/*.test.ts']

// Outside of production, graphql checks each value of the schema twice. The simulated GitHub executes a lot of it.
process.env['NODE_ENV'] = 'production'

export default {
  testEnvironment: 'node',
  testMatch: process.env['ON'] === 'bundle' ? onTheBundle : inProcess,
  extensionsToTreatAsEsm: ['.ts'],
  // Mutation testing keeps copies of the project there.
  modulePathIgnorePatterns: ['<rootDir>/coverage/'],
  setupFiles: ['<rootDir>/__tests__/seed.ts'],
  // The same replacements as in the bundle: src/shims/tsconfig.json.
  moduleNameMapper: {
    '^@actions/exec$': '<rootDir>/src/shims/exec.ts',
    '^(undici|@actions/http-client(/lib/auth)?|json-with-bigint|@octokit/(graphql|plugin-paginate-rest|plugin-rest-endpoint-methods))$':
      '<rootDir>/src/shims/unused.ts'
  },
  transform: { '\\.ts$': '<rootDir>/scripts/strip-types.js' },
  reporters: ['default', '<rootDir>/scripts/jest-reporter.js'],
  testSequencer: '<rootDir>/scripts/longest-first.js',
  // Nearly all of a test is waiting for the processes that it starts.
  maxWorkers: '100%',
  testTimeout: 60_000
}
