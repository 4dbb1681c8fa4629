/** `TYPE:hex`, type in capitals, digits in lower case, e.g. `SHA1:aaf4c61d…`. */
export type Checksum = string

/** The types Nuage verifies and stores; what the capabilities announce must be these. */
export const CHECKSUM_TYPES = ['SHA1', 'MD5', 'SHA256', 'SHA3-256', 'ADLER32'] as const
export type ChecksumType = (typeof CHECKSUM_TYPES)[number]

export const isChecksumType = (type: string): type is ChecksumType =>
  (CHECKSUM_TYPES as readonly string[]).includes(type)

export const checksumType = (checksum: Checksum): string => checksum.slice(0, checksum.indexOf(':'))
