/**
 * Error for a request without an HTTP answer. `code` is a Node code, such as `ECONNREFUSED`, or a code of this action.
 */
export class TransportError extends Error {
  readonly code: string
  /** Whether the request was certainly not sent. */
  readonly beforeSending: boolean

  constructor(message: string, code: string, { beforeSending = false } = {}) {
    super(message)
    this.name = 'TransportError'
    this.code = code
    this.beforeSending = beforeSending
  }
}

/** Whether the TLS handshake failed. Often the other side does not speak TLS. */
export const isHandshake = (code: string): boolean => code === 'EPROTO' || code.startsWith('ERR_SSL_')

/** Whether the certificate of the other side was rejected. */
export const isCertificate = (code: string): boolean => /CERT|SELF_SIGNED|UNABLE_TO_|HOSTNAME|ERR_TLS/.test(code)
