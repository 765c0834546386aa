export default {
  testEnvironment: 'node',
  testMatch: ['<rootDir>/__tests__/**/*.test.ts'],
  extensionsToTreatAsEsm: ['.ts'],
  // Mutation testing keeps copies of the project there.
  modulePathIgnorePatterns: ['<rootDir>/coverage/'],
  setupFiles: ['<rootDir>/__tests__/seed.ts'],
  transform: { '\\.ts$': '<rootDir>/scripts/strip-types.js' },
  reporters: ['default', '<rootDir>/scripts/closing-line.js'],
  // Nearly all of a test is waiting for the processes that it starts.
  maxWorkers: '100%',
  testTimeout: 60_000
}
