/**
 * Path of the event file. This module loads before all others and removes the path from the environment, because
 * `@actions/github` reads the file on import. A file that is not JSON would end the action without a message.
 */
export const eventPath = process.env['GITHUB_EVENT_PATH'] ?? ''
delete process.env['GITHUB_EVENT_PATH']
