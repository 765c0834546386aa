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
      return `the connection to ${peer} was refused`
    case 'ENOTFOUND':
      return `the host name of ${peer} does not exist`
    case 'EAI_AGAIN':
      return `the host name of ${peer} could not be looked up`
    case 'ECONNRESET':
      return 'the connection was closed before an answer came'
    case 'EPIPE':
      return 'the connection was closed while the request was being sent'
    case 'ETIMEDOUT':
      return `the connection to ${peer} timed out`
    case 'EHOSTUNREACH':
    case 'ENETUNREACH':
    case 'EHOSTDOWN':
    case 'ENETDOWN':
      return `the network has no route to ${peer}`
    case 'ERR_TLS_CERT_ALTNAME_INVALID':
      return `the certificate of ${peer} is for another host`
  }
  if (isHandshake(code)) return `the TLS handshake with ${peer} failed`
  if (code.startsWith('HPE_')) return `${peer} did not answer with HTTP`
  // OpenSSL's messages about certificates are readable, but socket messages only repeat the call and the code.
  if (words === '' || words.includes(code) || code === 'UNKNOWN') return `the connection to ${peer} failed`
  return words
}
