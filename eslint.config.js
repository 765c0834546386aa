import js from '@eslint/js'
import tseslint from 'typescript-eslint'

/** What the files of each room may not import: the house has one direction (docs/design.md). */
const rooms = {
  'src/messages': [
    '**/domain/**',
    '**/action/**',
    '**/operations/**',
    '**/github/**',
    '**/runner/**',
    '**/ports.ts',
    '@actions/*'
  ],
  'src/domain': ['**/action/**', '**/operations/**', '**/github/**', '**/runner/**', '**/ports.ts', '@actions/*'],
  'src/operations': ['**/action/**', '**/github/**', '**/runner/**', '@actions/*'],
  'src/github': ['**/action/**', '**/operations/**', '**/runner/**'],
  'src/runner': ['**/action/**', '**/operations/**', '**/github/**'],
  'src/action': ['**/github/**', '**/runner/**', '@actions/*']
}

const walls = Object.entries(rooms).map(([room, closed]) => ({
  files: [`${room}/**/*.ts`],
  rules: {
    'no-restricted-imports': [
      'error',
      { patterns: [{ group: closed, message: `${room} does not see this room (docs/design.md, "Direction").` }] }
    ]
  }
}))

export default tseslint.config(
  { ignores: ['dist/', 'coverage/', 'node_modules/'] },
  js.configs.recommended,
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/consistent-type-definitions': ['error', 'interface'],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      'no-console': 'error'
    }
  },
  {
    files: ['src/messages/**/*.ts', 'src/domain/**/*.ts', 'src/operations/**/*.ts', 'src/github/**/*.ts'],
    rules: { 'no-restricted-globals': ['error', 'process'] }
  },
  { files: ['scripts/**', '__tests__/**'], rules: { 'no-console': 'off' } },
  {
    files: ['**/*.{js,cjs}'],
    languageOptions: { globals: { process: 'readonly', console: 'readonly', require: 'readonly' } }
  },
  walls
)
