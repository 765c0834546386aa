import type { Values } from './problem.ts'

/** `repository` is not set, and the runner does not set `GITHUB_REPOSITORY`. */
export const repositoryMissing = (): string =>
  '"repository" is missing, and the runner does not say where the workflow runs.'

/** `repository` is not in the form `owner/name`. */
export const repositoryMalformed = ({ value }: Values<'value'>): string =>
  `"repository" must be owner/name, not "${value}".`

/** `token` is empty, and the runner has no `GITHUB_TOKEN`. */
export const tokenMissing = (): string =>
  '"token" is missing: the runner has none for this job. With act, run "act -s GITHUB_TOKEN=…".'

/** `token` is empty, and `api-url` is on another host than the workflow. */
export const tokenForHostMissing = (): string => '"token" is missing: the host of "api-url" needs a token of its own.'

/** `token` is the `GITHUB_TOKEN`, and `api-url` is on another host than the workflow. */
export const workflowTokenForOtherHost = (): string =>
  '"api-url" is another host\'s, for which the workflow\'s own token is not: give one of that host as "token".'

/** `environment-token` is the `GITHUB_TOKEN`, and `api-url` is on another host than the workflow. */
export const environmentTokenForOtherHost = (): string =>
  '"environment-token" is the workflow\'s own token, which is not for the host of "api-url".'

/** A token has line breaks, spaces or characters outside ASCII. */
export const tokenMalformed = ({ name }: Values<'name'>): string => `"${name}" has characters that no token has.`
