import type { Values } from './problem.ts'

/** Texts that replace GitHub's words if the answer is not usable. */

export const tooManyRedirects = ({ most }: Values<'most'>): string => `More than ${most} redirects`
export const redirectsElsewhere = ({ from, to }: Values<'from' | 'to'>): string =>
  `${from} redirects to another host, ${to}`
export const answerIncomplete = (): string => 'The answer ended before it was complete'
export const answerTooLarge = (): string => 'The answer is larger than 16 MiB'
export const answerTooLate = ({ seconds }: Values<'seconds'>): string => `No answer within ${seconds} seconds`
export const answerUnknown = (): string => 'The answer is not one that GitHub gives'
export const answerNotFromApi = ({ status, words }: Values<'status' | 'words'>): string =>
  `The answer (HTTP ${status}) does not come from a GitHub API: ${words === '' ? 'it is empty' : `it begins with "${words}"`}`
