import type { Values } from './problem.ts'

/** Texts that replace GitHub's words if there is no answer. */

export const connectionRefused = ({ peer }: Values<'peer'>): string => `the connection to ${peer} was refused`
export const hostDoesNotExist = ({ peer }: Values<'peer'>): string => `the host name of ${peer} does not exist`
export const hostNotLookedUp = ({ peer }: Values<'peer'>): string => `the host name of ${peer} could not be looked up`
export const closedBeforeAnswer = (): string => 'the connection was closed before an answer came'
export const closedWhileSending = (): string => 'the connection was closed while the request was being sent'
export const connectionTimedOut = ({ peer }: Values<'peer'>): string => `the connection to ${peer} timed out`
export const noRoute = ({ peer }: Values<'peer'>): string => `the network has no route to ${peer}`
export const connectionFailed = ({ peer }: Values<'peer'>): string => `the connection to ${peer} failed`
export const certificateOfOtherHost = ({ peer }: Values<'peer'>): string =>
  `the certificate of ${peer} is for another host`
export const tlsFailed = ({ peer }: Values<'peer'>): string => `the TLS handshake with ${peer} failed`
export const notHttp = ({ peer }: Values<'peer'>): string => `${peer} did not answer with HTTP`
export const tooManyRedirects = ({ most }: Values<'most'>): string => `More than ${most} redirects`
export const redirectsElsewhere = ({ from, to }: Values<'from' | 'to'>): string =>
  `${from} redirects to another host, ${to}`
export const answerIncomplete = (): string => 'The answer ended before it was complete'
export const answerTooLarge = (): string => 'The answer is larger than 16 MiB'
export const answerTooLate = ({ seconds }: Values<'seconds'>): string => `No answer within ${seconds} seconds`
export const answerUnknown = (): string => 'The answer is not one that GitHub gives'
export const answerNotFromApi = ({ status, words }: Values<'status' | 'words'>): string =>
  `The answer (HTTP ${status}) does not come from a GitHub API: ${words === '' ? 'it is empty' : `it begins with "${words}"`}`
export const proxyRefused = ({ proxy, answer }: Values<'proxy' | 'answer'>): string =>
  `The proxy ${proxy} refused the connection (${answer})`
