/**
 * Where the event is. Loaded before everything else, and taken out of the environment: `@actions/github` reads the file
 * as soon as it is imported, and a file that is not JSON would end the action before it could say a word.
 */
export const eventPath = process.env['GITHUB_EVENT_PATH'] ?? ''
delete process.env['GITHUB_EVENT_PATH']
