import * as network from '../messages/answers.ts'
import { isCertificate, isHandshake, TransportError } from './transport-error.ts'

/**
 * Messages for Node error codes.
 * https://nodejs.org/api/errors.html#common-system-errors
 */
const messages: Record<string, (about: { peer: string }) => string> = {
  ECONNREFUSED: network.connectionRefused,
  ENOTFOUND: network.hostDoesNotExist,
  EAI_AGAIN: network.hostNotLookedUp,
  ECONNRESET: network.closedBeforeAnswer,
  EPIPE: network.closedWhileSending,
  ETIMEDOUT: network.connectionTimedOut,
  EHOSTUNREACH: network.noRoute,
  ENETUNREACH: network.noRoute,
  ERR_TLS_CERT_ALTNAME_INVALID: network.certificateOfOtherHost
}

/** Describes a Node network error in words, with its code in brackets. */
export function networkError(error: Error, peer: string, options?: { beforeSending: boolean }): TransportError {
  const code = (error as NodeJS.ErrnoException).code ?? 'UNKNOWN'
  return new TransportError(`${describe(code, error.message)({ peer })} (${code})`, code, options)
}

function describe(code: string, words: string): (about: { peer: string }) => string {
  const known = messages[code]
  if (known !== undefined) return known
  if (isHandshake(code)) return network.tlsFailed
  if (code.startsWith('HPE_')) return network.notHttp
  // OpenSSL's messages about certificates are readable, but socket messages only repeat the call and the code.
  return isCertificate(code) ? () => words : network.connectionFailed
}
