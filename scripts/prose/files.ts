/** Files with text for people. */
export const files = [
  '*.{md,yml}',
  'docs/*.md',
  '.github/**/*.{md,yml,yaml}',
  'examples/**/*.yml',
  'scripts/**/*.{js,cjs,ts}',
  'src/**/*.ts',
  '__tests__/**/*.ts'
]
