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
export const proxyRefused = ({ proxy, answer }: Values<'proxy' | 'answer'>): string =>
  `The proxy ${proxy} refused the connection (${answer})`
