import * as network from '../messages/network.ts'
import { isHandshake, TransportError } from './transport-error.ts'

/** Describes a Node network error in words, with its code in brackets. */
export function networkError(error: Error, peer: string, options?: { beforeSending: boolean }): TransportError {
  const code = (error as NodeJS.ErrnoException).code ?? 'UNKNOWN'
  return new TransportError(`${describeCode(code, peer, error.message)} (${code})`, code, options)
}

/**
 * Describes a Node error code.
 * https://nodejs.org/api/errors.html#common-system-errors
 */
function describeCode(code: string, peer: string, words: string): string {
  switch (code) {
    case 'ECONNREFUSED':
      return network.connectionRefused({ peer })
    case 'ENOTFOUND':
      return network.hostDoesNotExist({ peer })
    case 'EAI_AGAIN':
      return network.hostNotLookedUp({ peer })
    case 'ECONNRESET':
      return network.closedBeforeAnswer()
    case 'EPIPE':
      return network.closedWhileSending()
    case 'ETIMEDOUT':
      return network.connectionTimedOut({ peer })
    case 'EHOSTUNREACH':
    case 'ENETUNREACH':
    case 'EHOSTDOWN':
    case 'ENETDOWN':
      return network.noRoute({ peer })
    case 'ERR_TLS_CERT_ALTNAME_INVALID':
      return network.certificateOfOtherHost({ peer })
  }
  if (isHandshake(code)) return network.tlsFailed({ peer })
  if (code.startsWith('HPE_')) return network.notHttp({ peer })
  // OpenSSL's messages about certificates are readable, but socket messages only repeat the call and the code.
  if (words === '' || words.includes(code) || code === 'UNKNOWN') return network.connectionFailed({ peer })
  return words
}
