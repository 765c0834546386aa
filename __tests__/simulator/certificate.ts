import { generateKeyPairSync, sign } from 'node:crypto'
import { isIPv4 } from 'node:net'

/** A self-signed certificate and its key, as PEM. */
export interface Certificate {
  key: string
  cert: string
}

const day = 86_400_000

/** A host name or an IP address. */
const alternativeName = (host: string): Buffer =>
  isIPv4(host) ? der(0x87, Buffer.from(host.split('.').map(Number))) : der(0x82, Buffer.from(host))

/**
 * Returns a certificate for these hosts that is valid for a day. No client trusts it by default.
 * https://www.rfc-editor.org/rfc/rfc5280#section-4.1
 */
export function certificateFor(...hosts: string[]): Certificate {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const ecdsaWithSha256 = sequence(der(0x06, Buffer.from('2a8648ce3d040302', 'hex')))
  const commonName = sequence(der(0x06, Buffer.from('550403', 'hex')), der(0x0c, Buffer.from(hosts[0] ?? '')))
  const name = sequence(der(0x31, commonName))
  const alternativeNames = sequence(...hosts.map(alternativeName))
  const extension = sequence(der(0x06, Buffer.from('551d11', 'hex')), der(0x04, alternativeNames))
  const signed = sequence(
    der(0xa0, der(0x02, Buffer.of(2))),
    der(0x02, Buffer.of(1)),
    ecdsaWithSha256,
    name,
    sequence(time(Date.now() - day / 2), time(Date.now() + day / 2)),
    name,
    publicKey.export({ type: 'spki', format: 'der' }),
    der(0xa3, sequence(extension))
  )
  const signature = der(0x03, Buffer.of(0), sign('sha256', signed, privateKey))
  const base64 = sequence(signed, ecdsaWithSha256, signature).toString('base64')
  return {
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }) as string,
    cert: `-----BEGIN CERTIFICATE-----\n${base64.replaceAll(/.{1,64}/g, '$&\n')}-----END CERTIFICATE-----\n`
  }
}

/** Returns a value with its tag and length. https://www.itu.int/rec/T-REC-X.690 */
function der(tag: number, ...parts: Buffer[]): Buffer {
  const content = Buffer.concat(parts)
  const { length } = content
  const lengths = length < 128 ? [length] : length < 256 ? [0x81, length] : [0x82, length >> 8, length & 0xff]
  return Buffer.concat([Buffer.of(tag, ...lengths), content])
}

const sequence = (...parts: Buffer[]): Buffer => der(0x30, ...parts)

/** Returns a time such as `20260102030405Z`. */
const time = (at: number): Buffer => der(0x18, Buffer.from(new Date(at).toISOString().replaceAll(/[-:T]|\.\d+/g, '')))
