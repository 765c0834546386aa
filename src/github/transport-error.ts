/** A request that got no answer of HTTP. `code` is Node's, such as `ECONNREFUSED`, or one of ours. */
export class TransportError extends Error {
  readonly code: string
  /** Whether it is known that the request has not been sent. */
  readonly beforeSending: boolean

  constructor(message: string, code: string, { beforeSending = false } = {}) {
    super(message)
    this.name = 'TransportError'
    this.code = code
    this.beforeSending = beforeSending
  }
}

/** Whether TLS could not even begin: often the other side does not speak it. */
export const isHandshake = (code: string): boolean => code === 'EPROTO' || code.startsWith('ERR_SSL_')

/** Whether the certificate of the other side is not accepted. */
export const isCertificate = (code: string): boolean => /CERT|SELF_SIGNED|UNABLE_TO_|HOSTNAME|ERR_TLS/.test(code)
