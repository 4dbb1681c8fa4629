import { createPrivateKey, X509Certificate } from 'node:crypto'

const block = (label: string): RegExp => new RegExp(`-----BEGIN ${label}-----[^-]+-----END ${label}-----`)
const CERTIFICATE = block('CERTIFICATE')
const PRIVATE_KEY = block('(?:RSA )?PRIVATE KEY')

/** Our key and its certificate are kept in one piece of text, as they are pasted. */
export const certificateIn = (pem: string): string => CERTIFICATE.exec(pem)?.[0] ?? ''

export const privateKeyIn = (pem: string): string => PRIVATE_KEY.exec(pem)?.[0] ?? ''

/** One certificate with an RSA key of 2048 bits or more. */
export function isStrongCertificate(pem: string): boolean {
  try {
    const { asymmetricKeyType, asymmetricKeyDetails } = new X509Certificate(pem).publicKey
    return asymmetricKeyType === 'rsa' && (asymmetricKeyDetails?.modulusLength ?? 0) >= 2048
  } catch {
    return false
  }
}

/** A private key without a passphrase, and the certificate that belongs to it. */
export function isPair(pem: string): boolean {
  const certificate = certificateIn(pem)
  if (!isStrongCertificate(certificate)) return false
  try {
    return new X509Certificate(certificate).checkPrivateKey(createPrivateKey(privateKeyIn(pem)))
  } catch {
    return false
  }
}
